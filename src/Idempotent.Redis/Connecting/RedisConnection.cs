using System.Globalization;
using System.Text;
using Idempotent.Redis.Scripts;
using Idempotent.Remote;
using Idempotent.Storing;
using StackExchange.Redis;

namespace Idempotent.Redis;

/// <summary>The connection, made at the first use, and the calls on it. What fails is <see cref="IdempotencyStoreUnavailableException"/>. Thread-safe.</summary>
/// <param name="connect">Makes the connection.</param>
/// <param name="ownsConnection">Whether the connection ends with this.</param>
/// <param name="options">The store's settings.</param>
/// <param name="breaker">Before each trip.</param>
/// <param name="checks">Look at the servers behind the connection.</param>
internal sealed class RedisConnection(
    Func<Task<IConnectionMultiplexer>> connect, bool ownsConnection, RedisOptions options, StoreBreaker breaker, ServerChecks checks) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly RedisKey _prefix = Encoding.ASCII.GetBytes(options.KeyPrefix);
    private IConnectionMultiplexer? _multiplexer;
    private bool _isClosed;

    public async ValueTask<IConnectionMultiplexer> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _multiplexer) ?? await ConnectAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask<IDatabase> DatabaseAsync(CancellationToken cancellationToken) =>
        (await GetAsync(cancellationToken).ConfigureAwait(false)).GetDatabase(options.Database);

    public RedisKey Key(RecordKey key) => new RedisKey(key.Value).Prepend(_prefix);

    /// <summary>Whether one script may touch both keys: they are on one node for good.</summary>
    public async ValueTask<bool> AreTogetherAsync(RedisKey one, RedisKey other, CancellationToken cancellationToken)
    {
        var multiplexer = await GetAsync(cancellationToken).ConfigureAwait(false);
        // -1 where there is no cluster.
        return multiplexer.HashSlot(one) == multiplexer.HashSlot(other) || multiplexer.GetServers().All(static s => s.ServerType != ServerType.Cluster);
    }

    /// <summary>Runs a script, which Redis is told again where it has forgotten it.</summary>
    public ValueTask<RedisResult> RunAsync(Script script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return breaker.RunAsync(
            static (trip, token) => trip.redis.SendAsync(trip.script, trip.keys, trip.arguments, token), (redis: this, script, keys, arguments), script.IsOwners, cancellationToken);
    }

    /// <summary>Waits until replicas have what was written last, where that was asked for.</summary>
    public async ValueTask WaitForReplicasAsync(RecordKey key, CancellationToken cancellationToken)
    {
        if (options.WaitForReplicas == 0)
        {
            return;
        }

        var multiplexer = await GetAsync(cancellationToken).ConfigureAwait(false);
        long reached;
        try
        {
            // On the connection that the write went by: it is what WAIT looks at.
            var server = multiplexer.GetServer(Key(key));
            var milliseconds = ((long)options.ReplicaTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            reached = (long)await server.ExecuteAsync("WAIT", options.WaitForReplicas, milliseconds).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (RedisErrors.IsUnavailable(e))
        {
            throw RedisErrors.Unavailable(e);
        }

        if (reached < options.WaitForReplicas)
        {
            throw new IdempotencyStoreUnavailableException(
                $"Redis has it, but {reached} replica(s) within {options.ReplicaTimeout.TotalSeconds:0.###} s and not {options.WaitForReplicas} as {nameof(RedisOptions)}.{nameof(RedisOptions.WaitForReplicas)} asks for.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _isClosed = true;
        _turn.Release();
        if (_multiplexer is not { } multiplexer)
        {
            return;
        }

        checks.End(multiplexer);
        if (ownsConnection)
        {
            await multiplexer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<RedisResult> SendAsync(Script script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            try
            {
                return await database.ScriptEvaluateAsync(script.Hash, keys, arguments).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (RedisServerException e) when (RedisErrors.IsUnknownScript(e))
            {
                return await database.ScriptEvaluateAsync(script.Text, keys, arguments).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (RedisErrors.IsUnavailable(e))
        {
            throw RedisErrors.Unavailable(e);
        }
    }

    private async ValueTask<IConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(RedisIdempotencyStore));
            if (_multiplexer is null)
            {
                var multiplexer = await connect().ConfigureAwait(false);
                Volatile.Write(ref _multiplexer, multiplexer);
                checks.Begin(multiplexer);
            }

            return _multiplexer!;
        }
        catch (Exception e) when (e is RedisException)
        {
            throw RedisErrors.Unavailable(e);
        }
        finally
        {
            _turn.Release();
        }
    }
}
