using Idempotent;

namespace Faults.Changed;

public sealed class Order
{
    [IdempotencyKey]
    public string Id { get; set; } = "";
}

public class Orders
{
    [Idempotent(Name = "faults.206")]
    public virtual Task PlaceAsync(Order order)
    {
        order.Id = order.Id.Trim();
        return Task.CompletedTask;
    }
}
