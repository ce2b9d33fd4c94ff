using Idempotent;

namespace Faults.Floating;

public interface IPayments
{
    [Idempotent(Name = "faults.204")]
    Task PayAsync([IdempotencyKey] string orderId, [IdempotencyKey] double amount);
}
