using Idempotent;

namespace Faults.NoDuration;

public interface IPayments
{
    [Idempotent(Name = "faults.104", ExpiresAfter = "a day")]
    Task PayAsync([IdempotencyKey] string orderId);
}
