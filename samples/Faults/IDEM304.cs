using Idempotent;

namespace Faults.Unkeyed;

public sealed class Webhook(ICharges charges)
{
    [RetryableEntryPoint]
    public Task HandleAsync(Deposited deposited) => charges.CreateAsync((long)deposited.Amount);
}
