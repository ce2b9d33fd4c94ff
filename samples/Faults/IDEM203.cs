using Idempotent;

namespace Faults.NewEachTime;

public interface IPayments
{
    [Idempotent(Name = "faults.203")]
    Task PayAsync([IdempotencyKey] string key, decimal amount);
}

public sealed class Shop(IPayments payments)
{
    public Task BuyAsync(decimal price) => CheckOutAsync(price);

    private Task CheckOutAsync(decimal price) => payments.PayAsync(Guid.NewGuid().ToString(), price);
}
