using Idempotent.Storing;

namespace Idempotent.Sqlite;

/// <summary>One waiter's watch.</summary>
internal sealed class RecordWatch(RecordWatches watches, RecordKey key, TimeProvider time) : IRecordWatch
{
    private readonly WakeSignal _signal = new(time);

    public RecordKey Key => key;

    public ValueTask WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _signal.WaitAsync(timeout, cancellationToken);

    public void Wake() => _signal.Wake();

    public ValueTask DisposeAsync()
    {
        watches.Remove(this);
        return ValueTask.CompletedTask;
    }
}
