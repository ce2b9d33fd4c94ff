using Idempotent.Redis.Scripts;
using Idempotent.Remote;
using Idempotent.Storing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Idempotent.Redis;

/// <summary>
/// Records in Redis, shared by many machines: one string a record, which Redis itself forgets when it has expired. Thread-safe.
/// </summary>
/// <remarks>
/// The claim of an absent key, a replay, a conflict, a completion, a release and a renewal are one trip and one script each. All else reads the record with the server's time, lets
/// <see cref="RecordRules"/> decide, and writes what it decided if the record is still what it was.
/// </remarks>
public sealed partial class RedisIdempotencyStore : IIdempotencyStore, IWatchingStore, ICheckpointStore, IPairClaimStore, IAsyncDisposable
{
    private readonly RedisOptions _options;
    private readonly RedisConnection _redis;
    private readonly ConditionalRecords<Found> _records;
    private readonly RecordScan _scan;
    private readonly TimeProvider _time;

    /// <summary>Makes a store. It connects at the first use, and again whenever the connection is lost.</summary>
    /// <param name="configuration">The servers, as StackExchange.Redis understands them: <c>localhost:6379</c>, <c>a:6379,b:6379,password=…</c>, <c>sentinel:26379,serviceName=mymaster</c>.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="timeProvider">The clock that paces waiting and the circuit breaker, and nothing else: the server's decides about leases and retention. Null for the machine's.</param>
    /// <param name="loggerFactory">For what is wrong with the server and its settings; null for no log.</param>
    /// <exception cref="ArgumentException">The configuration or a setting is wrong.</exception>
    public RedisIdempotencyStore(string configuration, RedisOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
        : this(Connecting(Parse(configuration)), ownsConnection: true, options, timeProvider, loggerFactory)
    {
    }

    /// <summary>Makes a store over a connection of the application's, which stays the application's.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="timeProvider">The clock that paces waiting and the circuit breaker, and nothing else: the server's decides about leases and retention. Null for the machine's.</param>
    /// <param name="loggerFactory">For what is wrong with the server and its settings; null for no log.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public RedisIdempotencyStore(IConnectionMultiplexer connection, RedisOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
        : this(() => Task.FromResult(connection), ownsConnection: false, options, timeProvider, loggerFactory) =>
        ArgumentNullException.ThrowIfNull(connection);

    private RedisIdempotencyStore(Func<Task<IConnectionMultiplexer>> connect, bool ownsConnection, RedisOptions? options, TimeProvider? timeProvider, ILoggerFactory? loggerFactory)
    {
        _options = options ?? new();
        _options.Validate();
        _time = timeProvider ?? TimeProvider.System;
        var log = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<RedisIdempotencyStore>();
        var breaker = new StoreBreaker("Redis", _options.CircuitBreaker, RedisErrors.IsOutage, _time, log);
        _redis = new(connect, ownsConnection, _options, breaker, new ServerChecks(_options, log));
        _records = new(ReadAsync, (key, found, record, token) => ReplaceAsync(key, new(found, record), wakes: true, token));
        _scan = new(_redis, _options);
        var reaches = _options.WaitForReplicas == 0 ? "the primary" : $"the primary and {_options.WaitForReplicas} replica(s)";
        Guarantee = new(
            "Redis",
            StoreReach.Network,
            $"{reaches} has it on the disk, which is as the server's own persistence is set (appendfsync always: at once; everysec: after a second; snapshots: at the next one)",
            _options.WaitForReplicas == 0
                ? "claims and outcomes that had not reached the replica: they may run again"
                : "what fewer replicas had than were waited for; a replica that had less may still be chosen",
            StoreClock.Store);
    }

    /// <inheritdoc/>
    public StoreGuarantee Guarantee { get; }

    /// <inheritdoc/>
    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var arguments = Begun(request);
        while (true)
        {
            var found = await _redis.RunAsync(ClaimRecord.Script, [_redis.Key(request.Key)], arguments, cancellationToken).ConfigureAwait(false);
            var (answer, change) = Decide(request, Found.From(found));
            if (change is null && _options.WaitForReplicas == 0)
            {
                return answer;
            }

            if (await ConfirmAsync(request.Key, answer, change, cancellationToken).ConfigureAwait(false) is { } confirmed)
            {
                return confirmed;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken)
    {
        if (!RecordRules.Validate(request, RecordRules.Complete, request.Owner))
        {
            return WriteStatus.NotOwner;
        }

        var outcome = request.Outcome;
        var answer = await WriteAsync(
            CompleteRecord.Script, request.Key, [request.Owner.ToByteArray(), (int)outcome.Kind, outcome.Format, outcome.Payload, RecordBytes.Micros(request.Retention)], cancellationToken).ConfigureAwait(false);
        if (answer == WriteStatus.Applied)
        {
            await _redis.WaitForReplicasAsync(request.Key, cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken) => RecordRules.Validate(request, RecordRules.Release, request.Owner)
        ? WriteAsync(ReleaseRecord.Script, request.Key, [request.Owner.ToByteArray(), RecordBytes.Micros(request.Retention)], cancellationToken)
        : new(WriteStatus.NotOwner);

    /// <inheritdoc/>
    public ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken) => RecordRules.Validate(request, RecordRules.Renew, request.Owner)
        ? WriteAsync(RenewRecord.Script, request.Key, [request.Owner.ToByteArray(), RecordBytes.Micros(request.Lease)], cancellationToken)
        : new(WriteStatus.NotOwner);

    /// <inheritdoc/>
    public ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) => _records.HoldAsync(request, cancellationToken);

    /// <summary>Ends the connection, where it is the store's own. Idempotent.</summary>
    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    /// <summary>What the claim of an absent key writes, before the server says when.</summary>
    private static RedisValue[] Begun(in ClaimRequest request)
    {
        // What the rules make of nothing: they refuse what is wrong with the request.
        RecordData begun = default;
        RecordRules.Claim(ref begun, request, now: 0, fencingFloor: 0, out _);
        var bytes = RecordBytes.Encode(begun).AsMemory();
        var (lease, retention) = (RecordBytes.Micros(request.Terms.Lease), RecordBytes.Micros(request.Terms.Retention));
        return
        [
            bytes[..RecordBytes.Times.Start],
            bytes[RecordBytes.Times.End..],
            lease,
            retention,
            request.Terms.HoldWhenAbandoned ? RedisValue.EmptyString : (lease + retention + 999) / 1000,
        ];
    }

    /// <summary>The answer to a claim, and what is to be written for it to hold: nothing where the script has claimed.</summary>
    private (ClaimResult Answer, Replacement? Change) Decide(in ClaimRequest request, in Found found)
    {
        var record = found.Record;
        var changed = RecordRules.Claim(ref record, request, found.Now, fencingFloor: 0, out var answer);
        // Replicas are waited for by a write: a claim that only repeats one writes the same again.
        changed |= answer.IsGiven && _options.WaitForReplicas > 0;
        return (answer, found.IsThere && changed ? new Replacement(found, record) : null);
    }

    /// <summary>Makes an answer hold; null when the record is not what was found any more.</summary>
    private async ValueTask<ClaimResult?> ConfirmAsync(RecordKey key, ClaimResult answer, Replacement? change, CancellationToken cancellationToken)
    {
        if (change is { } next && !await ReplaceAsync(key, next, wakes: !answer.IsGiven, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        if (answer.IsGiven)
        {
            await _redis.WaitForReplicasAsync(key, cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }

    private async ValueTask<WriteStatus> WriteAsync(Script script, RecordKey key, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return (WriteStatus)(int)await _redis.RunAsync(script, [_redis.Key(key)], arguments, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Found> ReadAsync(RecordKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Found.From(await _redis.RunAsync(ReadRecord.Script, [_redis.Key(key)], [], cancellationToken).ConfigureAwait(false));
    }

    /// <summary>False when the record is not what was found any more.</summary>
    private async ValueTask<bool> ReplaceAsync(RecordKey key, Replacement next, bool wakes, CancellationToken cancellationToken) =>
        (bool)await _redis.RunAsync(ReplaceRecord.Script, [_redis.Key(key)], [next.Was, next.Becomes, next.KeptUntil, wakes], cancellationToken).ConfigureAwait(false);

    internal static ConfigurationOptions Parse(string configuration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(configuration);
        var parsed = ConfigurationOptions.Parse(configuration);
        // A store that is down is an answer to a claim, not an end of the application.
        parsed.AbortOnConnectFail = false;
        // To ask how the server is set up (CONFIG GET), and for nothing else.
        parsed.AllowAdmin = true;
        return parsed;
    }

    private static Func<Task<IConnectionMultiplexer>> Connecting(ConfigurationOptions configuration) =>
        async () => await ConnectionMultiplexer.ConnectAsync(configuration).ConfigureAwait(false);
}
