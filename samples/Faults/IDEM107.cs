using Idempotent;

namespace Faults.Blocking;

public interface IPayments
{
    [Idempotent(Name = "faults.107")]
    void Pay([IdempotencyKey] string orderId);
}
