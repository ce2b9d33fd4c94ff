using Idempotent;

namespace Faults.ShortLease;

public class Payments
{
    [Idempotent(Name = "faults.404", Lease = "30s")]
    public virtual async Task PayAsync([IdempotencyKey] string orderId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await Task.Delay(1, patience.Token);
    }
}
