using Idempotent;

namespace Faults.Dropped;

public class Payments(ICharges charges)
{
    [Idempotent(Name = "faults.312")]
    public virtual async Task PayAsync([IdempotencyKey] string orderId)
    {
        await Task.Yield();
        _ = charges.CreateAsync(100);
    }
}
