using Idempotent;

namespace Faults.NoName;

public interface IPayments
{
    [Idempotent]
    Task PayAsync([IdempotencyKey] string orderId);
}
