using Idempotent;

namespace Faults.Ignored;

public class Payments(ICharges charges)
{
    [Idempotent(Name = "faults.209")]
    public virtual async Task PayAsync([IdempotencyKey] string orderId, [IdempotencyIgnore] bool dryRun)
    {
        if (dryRun)
        {
            return;
        }

        await charges.CreateAsync(100);
    }
}
