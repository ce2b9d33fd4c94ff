using System.Data.Common;
using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>A base for doubles: passes every call on to another store, by way of <see cref="InvokeAsync"/>. Thread-safe where the other store and the double are.</summary>
/// <remarks>It has every optional capability; a call to one that the other store lacks throws <see cref="NotSupportedException"/>.</remarks>
/// <param name="inner">The other store.</param>
public abstract partial class DelegatingStore(IIdempotencyStore inner) : IIdempotencyStore
{
    /// <summary>The other store.</summary>
    protected IIdempotencyStore Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual StoreGuarantee Guarantee => Inner.Guarantee;

    /// <summary>Every call comes through here. By default it just makes the call.</summary>
    /// <param name="call">What is called.</param>
    /// <param name="next">Makes the call to the other store.</param>
    protected virtual ValueTask<TAnswer> InvokeAsync<TAnswer>(StoreCall call, Func<ValueTask<TAnswer>> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next();
    }

    /// <inheritdoc/>
    public virtual ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Claim, [request.Key]), () => Inner.ClaimAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Complete, [request.Key]), () => Inner.CompleteAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Release, [request.Key]), () => Inner.ReleaseAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Renew, [request.Key]), () => Inner.RenewAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Hold, [request.Key]), () => Inner.HoldAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Resolve, [request.Key]), () => Inner.ResolveAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<ClaimResult[]> ClaimBatchAsync(IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Claim, [.. requests.Select(r => r.Key)]), () => Inner.ClaimBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Complete, [.. requests.Select(r => r.Key)]), () => Inner.CompleteBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Release, [.. requests.Select(r => r.Key)]), () => Inner.ReleaseBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Renew, [.. requests.Select(r => r.Key)]), () => Inner.RenewBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus[]> HoldBatchAsync(IReadOnlyList<HoldRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Hold, [.. requests.Select(r => r.Key)]), () => Inner.HoldBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<ResolveStatus[]> ResolveBatchAsync(IReadOnlyList<ResolveRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Resolve, [.. requests.Select(r => r.Key)]), () => Inner.ResolveBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Manage, [key]), () => Inner.GetAsync(key, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Manage, []), () => Inner.ListAsync(filter, after, pageSize, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Manage, []), () => Inner.CountAsync(filter, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Manage, [key]), () => Inner.DeleteAsync(key, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Manage, []), () => Inner.PurgeAsync(limit, cancellationToken));
}

/// <content>The optional capabilities.</content>
public abstract partial class DelegatingStore : IWatchingStore, ICheckpointStore, IPairClaimStore, ITransactionalStore
{
    /// <inheritdoc/>
    public virtual ValueTask<IRecordWatch> WatchAsync(RecordKey key, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Watch, [key]), () => Capability<IWatchingStore>().WatchAsync(key, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus> SaveProgressAsync(RecordKey key, OwnerToken owner, ReadOnlyMemory<byte> progress, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.SaveProgress, [key]), () => Capability<ICheckpointStore>().SaveProgressAsync(key, owner, progress, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<PairClaimResult> ClaimPairAsync(ClaimRequest predecessor, ClaimRequest current, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Claim, [predecessor.Key, current.Key]), () => Capability<IPairClaimStore>().ClaimPairAsync(predecessor, current, cancellationToken));

    /// <inheritdoc/>
    public virtual async ValueTask<IStoreTransaction> BeginAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        new Transaction(this, await InvokeAsync(new(StoreStep.Begin, []), () => Capability<ITransactionalStore>().BeginAsync(lease, cancellationToken)).ConfigureAwait(false));

    /// <inheritdoc/>
    public virtual IStoreTransaction Join(DbTransaction transaction) => new Transaction(this, Capability<ITransactionalStore>().Join(transaction));

    private TCapability Capability<TCapability>()
        where TCapability : class =>
        Inner as TCapability ?? throw new NotSupportedException($"{Inner.GetType().Name} is no {typeof(TCapability).Name}.");

    private sealed class Transaction(DelegatingStore store, IStoreTransaction inner) : IStoreTransaction
    {
        public DbConnection Connection => inner.Connection;

        DbTransaction IStoreTransaction.Transaction => inner.Transaction;

        public bool IsOpen => inner.IsOpen;

        public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
            store.InvokeAsync(new(StoreStep.Claim, [request.Key]), () => inner.ClaimAsync(request, cancellationToken));

        public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
            store.InvokeAsync(new(StoreStep.Complete, [request.Key]), () => inner.CompleteAsync(request, cancellationToken));

        public ValueTask SaveAsync(string savepoint, CancellationToken cancellationToken) => inner.SaveAsync(savepoint, cancellationToken);

        public ValueTask RollbackToAsync(string savepoint, CancellationToken cancellationToken) => inner.RollbackToAsync(savepoint, cancellationToken);

        public async ValueTask CommitAsync(CancellationToken cancellationToken) => await store.InvokeAsync<bool>(
            new(StoreStep.Commit, []),
            async () =>
            {
                await inner.CommitAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
