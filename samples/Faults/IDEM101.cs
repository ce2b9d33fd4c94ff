using Idempotent;

namespace Faults.NoCore;

public sealed partial class Payments
{
    [Idempotent(Name = "faults.101")]
    public partial Task PayAsync([IdempotencyKey] string orderId);
}
