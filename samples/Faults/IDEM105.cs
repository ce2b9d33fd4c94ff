using Idempotent;

namespace Faults.NotListed;

public sealed record Receipt(string OrderId);

public interface IPayments
{
    [Idempotent(Name = "faults.105")]
    Task<Receipt> PayAsync([IdempotencyKey] string orderId);
}
