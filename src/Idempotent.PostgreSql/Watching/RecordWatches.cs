using Idempotent.PostgreSql.Connecting;
using Idempotent.Storing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Idempotent.PostgreSql.Watching;

/// <summary>
/// Who waits for which record. While somebody does, one connection listens for all of them. Whenever it may have missed something, everybody is woken and looks for himself. Thread-safe.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="channel">What it listens to; null to listen to nothing.</param>
/// <param name="interval">How often a waiter looks for himself although nothing woke him.</param>
/// <param name="time">The clock that paces this.</param>
/// <param name="logger">Told when the connection fails.</param>
internal sealed partial class RecordWatches(Database database, string? channel, TimeSpan interval, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>How long the connection is kept when nobody waits any more, and how often it is asked whether it still lives.</summary>
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_untilNextAttempt = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, List<RecordWatch>> _watched = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private Task _loop = Task.CompletedTask;
    private TaskCompletionSource? _attempt;
    private volatile bool _isListening;

    /// <summary>Whether changes are to be heard of.</summary>
    public bool CanListen => channel is not null;

    /// <summary>Whether changes are heard of now.</summary>
    public bool IsListening => _isListening;

    /// <summary>Changes after this returns wake the watch, if this process can listen.</summary>
    public async ValueTask<RecordWatch> AddAsync(RecordKey key, CancellationToken cancellationToken)
    {
        var watch = new RecordWatch(this, key, interval, time);
        Task attempt;
        lock (_watched)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, typeof(PostgreSqlIdempotencyStore));
            if (!_watched.TryGetValue(key.Value, out var watches))
            {
                _watched.Add(key.Value, watches = []);
            }

            watches.Add(watch);
            if (channel is not null && _attempt is null)
            {
                _attempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _loop = Task.Run(() => ListenAsync(channel, _closing.Token), CancellationToken.None);
            }

            attempt = _attempt?.Task ?? Task.CompletedTask;
        }

        try
        {
            await attempt.WaitAsync(cancellationToken).ConfigureAwait(false);
            return watch;
        }
        catch
        {
            Remove(watch);
            throw;
        }
    }

    public void Remove(RecordWatch watch)
    {
        lock (_watched)
        {
            if (_watched.TryGetValue(watch.Key.Value, out var watches) && watches.Remove(watch) && watches.Count == 0)
            {
                _watched.Remove(watch.Key.Value);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_watched)
        {
            _closing.Cancel();
        }

        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ListenAsync(string channel, CancellationToken closing)
    {
        try
        {
            while (IsWanted())
            {
                try
                {
                    await ListenOnceAsync(channel, closing).ConfigureAwait(false);
                }
                catch (Exception e) when (e is NpgsqlException or IdempotencyStoreUnavailableException)
                {
                    LogFailed(logger, e, s_untilNextAttempt);
                    Heard(isListening: false);
                    await Task.Delay(s_untilNextAttempt, time, closing).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            Heard(isListening: false);
        }
    }

    /// <summary>Listens until nobody waits any more.</summary>
    private async Task ListenOnceAsync(string channel, CancellationToken closing)
    {
        var connection = await database.OpenAsync(closing).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += OnNotification;
            try
            {
                await RunAsync($"LISTEN {channel}").ConfigureAwait(false);
                Heard(isListening: true);
                do
                {
                    while (await connection.WaitAsync(s_idle, closing).ConfigureAwait(false))
                    {
                        // Told by the event.
                    }

                    await RunAsync("SELECT 1").ConfigureAwait(false);
                }
                while (IsWanted());

                await RunAsync($"UNLISTEN {channel}").ConfigureAwait(false);
            }
            finally
            {
                connection.Notification -= OnNotification;
            }
        }

        async Task RunAsync(string sql)
        {
            var command = new NpgsqlCommand(sql, connection);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync(closing).ConfigureAwait(false);
            }
        }
    }

    /// <summary>False, once, when nobody waits: then the next one begins anew.</summary>
    private bool IsWanted()
    {
        lock (_watched)
        {
            if (_watched.Count == 0)
            {
                _attempt = null;
            }

            return _attempt is not null;
        }
    }

    /// <summary>An attempt to listen has succeeded, or failed: what happened before was not told.</summary>
    private void Heard(bool isListening)
    {
        lock (_watched)
        {
            _isListening = isListening;
            if (_attempt?.TrySetResult() == true)
            {
                // The first attempt: nobody waits before it.
                return;
            }

            foreach (var watches in _watched.Values)
            {
                watches.ForEach(static watch => watch.Wake());
            }
        }
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs e)
    {
        lock (_watched)
        {
            if (_watched.TryGetValue(e.Payload, out var watches))
            {
                watches.ForEach(static watch => watch.Wake());
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection that listens for changes failed; waiters look for themselves, and it is tried again in {Interval}.")]
    private static partial void LogFailed(ILogger logger, Exception exception, TimeSpan interval);
}
