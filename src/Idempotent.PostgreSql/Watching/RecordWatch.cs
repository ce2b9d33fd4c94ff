using Idempotent.Storing;

namespace Idempotent.PostgreSql.Watching;

/// <summary>
/// One waiter's watch. A wake between two waits is kept for the next one. A wait ends after the interval at the latest, and sooner, at a growing pace, while this process does not listen.
/// </summary>
internal sealed class RecordWatch(RecordWatches watches, RecordKey key, TimeSpan interval, TimeProvider time) : IRecordWatch
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(20);

    private volatile TaskCompletionSource _woken = New();
    private TimeSpan _pause = s_firstPause;

    public RecordKey Key => key;

    public async ValueTask WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var limit = watches.IsListening ? interval : NextPause();
            await _woken.Task.WaitAsync(timeout < limit ? timeout : limit, time, cancellationToken).ConfigureAwait(false);
            // A wake that comes before this line is told by this return; one that comes after it, by the next.
            _woken = New();
        }
        catch (TimeoutException)
        {
            // The caller looks for itself.
        }
    }

    public void Wake() => _woken.TrySetResult();

    public ValueTask DisposeAsync()
    {
        watches.Remove(this);
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TimeSpan NextPause()
    {
        var pause = _pause < interval ? _pause : interval;
        _pause = pause * 2;
        return pause;
    }
}
