namespace Idempotent.Storing;

/// <summary>What wakes one waiter, for an <see cref="IRecordWatch"/>. A wake between two waits is kept for the next one. One waiter at a time; <see cref="Wake"/> is thread-safe.</summary>
/// <param name="time">The clock by which a wait ends.</param>
public sealed class WakeSignal(TimeProvider time)
{
    private volatile TaskCompletionSource _woken = New();

    /// <summary>Ends the wait, or the next one.</summary>
    public void Wake() => _woken.TrySetResult();

    /// <summary>Returns when it was woken, or the time is over: either way the caller looks for itself. Holds no thread.</summary>
    /// <param name="timeout">How long it takes at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
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
            // As good as a wake.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
