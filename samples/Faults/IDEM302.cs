using Idempotent;

namespace Faults.NewRow;

public sealed class Journal(ITable<Entry> entries)
{
    [RetryableEntryPoint]
    public async Task HandleAsync(Deposited deposited)
    {
        entries.Add(new Entry { Id = Guid.NewGuid(), Amount = deposited.Amount });
        await entries.SaveAsync();
    }
}
