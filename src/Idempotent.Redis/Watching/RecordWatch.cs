using Idempotent.Storing;
using StackExchange.Redis;

namespace Idempotent.Redis;

/// <summary>
/// One waiter's watch: a subscription to the channel that scripts wake. Messages can get lost with a connection, so that a wait ends after
/// the interval at the latest, and at once when a connection has come back.
/// </summary>
internal sealed class RecordWatch : IRecordWatch
{
    private readonly IConnectionMultiplexer _multiplexer;
    private readonly RedisChannel _channel;
    private readonly TimeSpan _interval;
    private readonly WakeSignal _signal;

    private RecordWatch(IConnectionMultiplexer multiplexer, RedisChannel channel, TimeSpan interval, TimeProvider time)
    {
        (_multiplexer, _channel, _interval, _signal) = (multiplexer, channel, interval, new(time));
        _multiplexer.ConnectionRestored += OnRestored;
    }

    /// <summary>Changes after this returns wake the watch.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">Redis failed.</exception>
    public static async ValueTask<RecordWatch> StartAsync(IConnectionMultiplexer multiplexer, RedisKey key, TimeSpan interval, TimeProvider time)
    {
        var watch = new RecordWatch(multiplexer, RedisChannel.Literal((string)key!), interval, time);
        try
        {
            await multiplexer.GetSubscriber().SubscribeAsync(watch._channel, watch.OnMessage).ConfigureAwait(false);
            return watch;
        }
        catch (Exception e) when (RedisErrors.IsUnavailable(e))
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            throw RedisErrors.Unavailable(e);
        }
    }

    public ValueTask WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _signal.WaitAsync(timeout < _interval ? timeout : _interval, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _multiplexer.ConnectionRestored -= OnRestored;
        try
        {
            await _multiplexer.GetSubscriber().UnsubscribeAsync(_channel, OnMessage, CommandFlags.FireAndForget).ConfigureAwait(false);
        }
        catch (Exception e) when (RedisErrors.IsUnavailable(e))
        {
            // With the connection went the subscription.
        }
    }

    private void OnMessage(RedisChannel channel, RedisValue message) => _signal.Wake();

    private void OnRestored(object? sender, ConnectionFailedEventArgs e) => _signal.Wake();
}
