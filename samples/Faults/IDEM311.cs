using Idempotent;

namespace Faults.Volatile;

public class Journal(ITable<Entry> entries)
{
    [Idempotent(Name = "faults.311")]
    public virtual async Task WriteAsync([IdempotencyKey] string orderId)
    {
        entries.Add(new Entry { Id = Guid.NewGuid() });
        await entries.SaveAsync();
    }
}
