using Microsoft.Extensions.Logging;

namespace Idempotent.Storing;

/// <summary>For stores whose records do not go by themselves: purges one now and then, in the background, by the store's clock. Thread-safe.</summary>
public sealed partial class StorePurger : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;

    /// <summary>Begins.</summary>
    /// <param name="store">The store, which disposes this before it closes.</param>
    /// <param name="interval">The time from one purge to the next; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
    /// <param name="time">The clock that paces the purges.</param>
    /// <param name="logger">Told of each purge, and of a store that is unavailable: then it is tried again after the interval.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is neither positive nor infinite, or too long for a timer.</exception>
    public StorePurger(IIdempotencyStore store, TimeSpan interval, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        if (interval == Timeout.InfiniteTimeSpan)
        {
            _loop = Task.CompletedTask;
            return;
        }

        // Here, so that the first interval counts from the store's beginning and not from when a thread was free.
        var timer = new PeriodicTimer(interval, time);
        _loop = Task.Run(() => RunAsync(store, timer, logger, _closing.Token));
    }

    /// <summary>Ends a purge that runs, and waits until it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task RunAsync(IIdempotencyStore store, PeriodicTimer timer, ILogger logger, CancellationToken closing)
    {
        using var ends = timer;
        while (await timer.WaitForNextTickAsync(closing).ConfigureAwait(false))
        {
            try
            {
                var done = await store.PurgeAsync(int.MaxValue, closing).ConfigureAwait(false);
                LogPurged(logger, done.Purged, done.Held);
            }
            catch (IdempotencyStoreUnavailableException e)
            {
                LogFailed(logger, e, timer.Period);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Removed {Purged} expired records and turned {Held} abandoned ones to held.")]
    private static partial void LogPurged(ILogger logger, int purged, int held);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expired records could not be removed; trying again in {Interval}.")]
    private static partial void LogFailed(ILogger logger, Exception exception, TimeSpan interval);
}
