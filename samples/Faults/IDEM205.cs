using Idempotent;

namespace Faults.NothingMarked;

public interface IPayments
{
    [Idempotent(Name = "faults.205")]
    Task PayAsync(string orderId, decimal amount);
}
