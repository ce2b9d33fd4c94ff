using Idempotent.Storing;

namespace Idempotent.PostgreSql.Watching;

/// <summary>
/// One waiter's watch. A wait ends after the interval at the latest, and sooner, at a growing pace, while this process does not listen.
/// </summary>
internal sealed class RecordWatch(RecordWatches watches, RecordKey key, TimeSpan interval, TimeProvider time) : IRecordWatch
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(20);

    private readonly WakeSignal _signal = new(time);
    private TimeSpan _pause = s_firstPause;

    public RecordKey Key => key;

    public ValueTask WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var limit = watches.IsListening ? interval : NextPause();
        return _signal.WaitAsync(timeout < limit ? timeout : limit, cancellationToken);
    }

    public void Wake() => _signal.Wake();

    public ValueTask DisposeAsync()
    {
        watches.Remove(this);
        return ValueTask.CompletedTask;
    }

    private TimeSpan NextPause()
    {
        var pause = _pause < interval ? _pause : interval;
        _pause = pause * 2;
        return pause;
    }
}
