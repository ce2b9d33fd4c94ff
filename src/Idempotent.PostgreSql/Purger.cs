using Microsoft.Extensions.Logging;

namespace Idempotent.PostgreSql;

/// <summary>Removes expired records now and then, in the background, by the server's clock.</summary>
internal sealed partial class Purger : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;

    public Purger(PostgreSqlIdempotencyStore store, TimeSpan interval, TimeProvider time, ILogger logger)
    {
        if (interval == Timeout.InfiniteTimeSpan)
        {
            _loop = Task.CompletedTask;
            return;
        }

        // Here, so that the first interval counts from the store's beginning and not from when a thread was free.
        var timer = new PeriodicTimer(interval, time);
        _loop = Task.Run(() => RunAsync(store, timer, logger, _closing.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task RunAsync(PostgreSqlIdempotencyStore store, PeriodicTimer timer, ILogger logger, CancellationToken closing)
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
