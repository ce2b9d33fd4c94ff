using Idempotent;

namespace Faults.PastTheWrapper;

public interface IPayments
{
    Task PayAsync(string orderId);
}

public sealed class Payments : IPayments
{
    [Idempotent(Name = "faults.316")]
    public Task PayAsync([IdempotencyKey] string orderId) => Task.CompletedTask;

    public Task PayTwiceAsync() => Task.WhenAll(PayAsync("order-1"), Task.CompletedTask);
}
