using Idempotent.Storing;

namespace Idempotent.Sqlite;

/// <summary>One waiter's watch. A wake between two waits is kept for the next one.</summary>
internal sealed class RecordWatch(RecordWatches watches, RecordKey key, TimeProvider time) : IRecordWatch
{
    private volatile TaskCompletionSource _woken = New();

    public RecordKey Key => key;

    public async ValueTask WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await _woken.Task.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
            // A wake that comes before this line is told by this return; one that comes after it, by the next.
            _woken = New();
        }
        catch (TimeoutException)
        {
            // The time is over: the caller looks for itself.
        }
    }

    public void Wake() => _woken.TrySetResult();

    public ValueTask DisposeAsync()
    {
        watches.Remove(this);
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
