using Idempotent;

namespace Faults.OneCallAway;

public interface IShipping
{
    Task ShipAsync(Guid orderId);
}

public sealed class Shipping(ITable<Entry> entries) : IShipping
{
    public Task ShipAsync(Guid orderId) => SaveAsync();

    private async Task SaveAsync()
    {
        entries.Add(new Entry());
        await entries.SaveAsync();
    }
}

public sealed class Paid(IShipping shipping)
{
    [RetryableEntryPoint]
    public Task HandleAsync(Deposited deposited) => shipping.ShipAsync(deposited.MessageId);
}
