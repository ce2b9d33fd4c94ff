using Idempotent;

namespace Faults.NoId;

public sealed class Teller(IBus bus)
{
    [RetryableEntryPoint]
    public Task HandleAsync(Deposited deposited) => bus.SendAsync(new Message { Text = $"{deposited.Amount}" });
}
