using Idempotent;

namespace Faults.OneName;

public interface IPayments
{
    [Idempotent(Name = "faults.103")]
    Task PayAsync([IdempotencyKey] string orderId);

    [Idempotent(Name = "faults.103")]
    Task PayAsync([IdempotencyKey] string orderId, decimal amount);
}
