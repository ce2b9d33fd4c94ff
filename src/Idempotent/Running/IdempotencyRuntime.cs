using Idempotent.Registering;
using Idempotent.Storing;
using Microsoft.Extensions.Logging;

namespace Idempotent;

/// <summary>
/// Runs methods once per idempotency key: claim, run, record, replay. One instance a host, shared by all its calls. Thread-safe.
/// </summary>
/// <remarks>
/// Generated wrappers call it; so may your code where an attribute does not reach. Every entry point derives the key once, before anything runs, and gives
/// the key writers' buffers back: don't use or dispose the writers after.
/// </remarks>
public sealed partial class IdempotencyRuntime : IDisposable, IAsyncDisposable
{
    private readonly IdempotencyOptions _options;
    private readonly IIdempotencyScopeProvider? _scopes;
    private readonly Dictionary<string, BoundStore> _stores;
    private volatile bool _isDisposed;

    /// <param name="options">Valid, and not changed any more.</param>
    /// <param name="stores">By name; "" is the one without a name.</param>
    /// <param name="scopeProvider">Null for no scope.</param>
    /// <param name="time">The clock of this process.</param>
    /// <param name="loggerFactory">For the category <c>Idempotent</c>.</param>
    internal IdempotencyRuntime(
        IdempotencyOptions options,
        IReadOnlyDictionary<string, IIdempotencyStore> stores,
        IIdempotencyScopeProvider? scopeProvider,
        TimeProvider time,
        ILoggerFactory loggerFactory)
    {
        _options = options;
        _scopes = scopeProvider;
        Time = time;
        Logger = loggerFactory.CreateLogger(Instruments.Name);
        Codec = new(options);
        Local = new(options, time);
        var bound = new Dictionary<IIdempotencyStore, BoundStore>(ReferenceEqualityComparer.Instance);
        foreach (var store in stores.Values)
        {
            bound.TryAdd(store, new(store, time, Jitter, Logger));
        }

        _stores = stores.ToDictionary(static s => s.Key, s => bound[s.Value], StringComparer.Ordinal);
    }

    /// <summary>By name.</summary>
    internal IReadOnlyDictionary<string, BoundStore> Stores => _stores;

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

    internal OutcomeCodec Codec { get; }

    internal LocalOutcomes Local { get; }

    internal Jitter Jitter { get; } = new();

    /// <summary>
    /// Refuses further calls. Running calls finish, and their leases are renewed until then; outcomes that could not be saved are tried once more. Disposes the
    /// stores that <see cref="Create"/> made.
    /// </summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        DefaultRuntimes.Remove(this);
        foreach (var store in _stores.Values)
        {
            await store.Pending.StopAsync().ConfigureAwait(false);
        }

        if (_ownStores is not null)
        {
            await _ownStores.DisposeAsync().ConfigureAwait(false);
        }
    }

    private OperationPlan MakePlan(IdempotentOperation operation)
    {
        if (!_stores.TryGetValue(operation.Store ?? "", out var store))
        {
            throw new IdempotencyNotConfiguredException(operation.Store is null
                ? $"'{operation.Name}' needs a store and none without a name is registered. Choose one: UseInMemory(), UseSqlite(…)."
                : $"'{operation.Name}' needs the store '{operation.Store}', which is not registered.");
        }

        if (operation.Transactional && store.Transactional is null)
        {
            throw new IdempotencyNotConfiguredException($"'{operation.Name}' is transactional and its store is not: choose one that is, such as SQLite or PostgreSQL.");
        }

        if (operation.HasSensitiveParts && _options.SensitiveKeySecret is null)
        {
            throw new IdempotencyNotConfiguredException($"'{operation.Name}' has a sensitive part and IdempotencyOptions.SensitiveKeySecret is not set.");
        }

        if (operation.HasSensitiveParts && _options.PreviousSecrets.Count > 0 && !store.CanClaimPairs)
        {
            // Not looking them up would run again, in silence, what ran under them.
            throw new IdempotencyNotConfiguredException(
                $"'{operation.Name}' has a sensitive part, and its store can't claim the key under IdempotencyOptions.PreviousSecrets together with the new one. Use a store that claims pairs, or empty the list and accept that calls from before the change run again.");
        }

        if (operation.Predecessor is { } predecessor)
        {
            if (!store.CanClaimPairs)
            {
                throw new IdempotencyNotConfiguredException(
                    $"'{operation.Name}' names what it was before its contract changed, and its store can't claim that key together with the new one. Use a store that claims pairs, or take Predecessor away and accept that calls from before the change run again.");
            }

            if (predecessor.HasSensitiveParts && _options.SensitiveKeySecret is null)
            {
                throw new IdempotencyNotConfiguredException($"'{operation.Name}' had a sensitive part before its contract changed, and IdempotencyOptions.SensitiveKeySecret is not set.");
            }

            if ((predecessor.HasSensitiveParts || operation.HasSensitiveParts) && _options.PreviousSecrets.Count > 0)
            {
                throw new IdempotencyNotConfiguredException(
                    $"'{operation.Name}' names what it was before its contract changed, and IdempotencyOptions.PreviousSecrets says that its sensitive parts change as well. Change one after the other: empty the list first, or take Predecessor away.");
            }
        }

        return new(this, operation, _options, store);
    }
}
