namespace Idempotent.Storing;

/// <summary>
/// Keeps records in the memory of one process, up to <see cref="InMemoryStoreOptions.Capacity"/>: for tests, and for services that need no memory of their last process. Thread-safe; every call
/// completes synchronously.
/// </summary>
public sealed partial class InMemoryIdempotencyStore : IIdempotencyStore
{
    // One short critical section a step: what makes each step atomic, a pair of claims included.
    private readonly object _lock = new();
    private readonly TimeProvider _time;
    private readonly RecordTable _table;
    private readonly RecordWatches _watches;

    /// <summary>Makes an empty store.</summary>
    /// <param name="time">The store's clock.</param>
    /// <param name="options">Settings; null for the defaults. Read once.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not positive.</exception>
    public InMemoryIdempotencyStore(TimeProvider time, InMemoryStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        var capacity = (options ?? new()).Capacity;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity, nameof(options));
        _time = time;
        _table = new(capacity);
        _watches = new(_lock, time);
    }

    /// <inheritdoc/>
    public StoreGuarantee Guarantee { get; } = new("In memory", StoreReach.Process, "never: records end with the process", "everything: there is no replica", StoreClock.Store);

    /// <inheritdoc/>
    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ClaimResult>(cancellationToken);
        }

        lock (_lock)
        {
            var now = StoreTime.Now(_time);
            return FindOrMake(request.Key, now) is { } entry
                ? new(Claim(entry, request, now))
                : ValueTask.FromException<ClaimResult>(Full());
        }
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
        WriteAsync<CompleteRequest, WriteStatus>(request.Key, request, RecordRules.Complete, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken) =>
        WriteAsync<ReleaseRequest, WriteStatus>(request.Key, request, RecordRules.Release, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken) =>
        WriteAsync<RenewRequest, WriteStatus>(request.Key, request, RecordRules.Renew, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) =>
        WriteAsync<HoldRequest, WriteStatus>(request.Key, request, RecordRules.Hold, cancellationToken);

    /// <summary>One step on a record that is there, or is not.</summary>
    private ValueTask<TAnswer> WriteAsync<TRequest, TAnswer>(RecordKey key, in TRequest request, RecordRule<TRequest, TAnswer> rule, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TAnswer>(cancellationToken);
        }

        lock (_lock)
        {
            var entry = _table.Find(key);
            var absent = default(RecordData);
            var now = StoreTime.Now(_time);
            if (rule(ref entry is null ? ref absent : ref entry.Data, request, now, out var answer))
            {
                Changed(entry!, now);
            }

            return new(answer);
        }
    }

    private ClaimResult Claim(RecordEntry entry, in ClaimRequest request, long now)
    {
        if (RecordRules.Claim(ref entry.Data, request, now, _table.FencingFloor, out var answer))
        {
            Changed(entry, now);
        }

        return answer;
    }

    /// <summary>The entry of a key; where there is none, one that <see cref="Changed"/> adds; null when there is no room for it and none can be made.</summary>
    private RecordEntry? FindOrMake(RecordKey key, long now) => _table.Find(key) ?? (HasRoom(now) ? new(key) : null);

    private bool HasRoom(long now)
    {
        while (_table.IsFull)
        {
            if (Purge(1, now) is { Purged: 0, Held: 0 })
            {
                return _table.TryRemoveOldestReleased();
            }
        }

        return true;
    }

    private void Changed(RecordEntry entry, long now)
    {
        _table.Put(entry, now);
        if (entry.Data.State != RecordState.InProgress)
        {
            _watches.Wake(entry.Key);
        }
    }

    private static IdempotencyStoreUnavailableException Full() => new(
        "The in-memory store is full: every record is in progress, held, or an outcome that has not expired. Raise InMemoryStoreOptions.Capacity, or shorten the retention.");
}
