using Idempotent.Storing;

namespace Idempotent.Testing;

public abstract partial class DelegatingStore : IWatchingStore, ICheckpointStore, IPairClaimStore
{
    /// <inheritdoc/>
    public virtual ValueTask<IRecordWatch> WatchAsync(RecordKey key, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Watch, [key]), () => Inner is IWatchingStore watching ? watching.WatchAsync(key, cancellationToken) : new(new PollingWatch()));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus> SaveProgressAsync(RecordKey key, OwnerToken owner, ReadOnlyMemory<byte> progress, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.SaveProgress, [key]), () => Capability<ICheckpointStore>().SaveProgressAsync(key, owner, progress, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<PairClaimResult> ClaimPairAsync(ClaimRequest predecessor, ClaimRequest current, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Claim, [predecessor.Key, current.Key]), () => Capability<IPairClaimStore>().ClaimPairAsync(predecessor, current, cancellationToken));

    private protected TCapability Capability<TCapability>()
        where TCapability : class =>
        Inner as TCapability ?? throw new NotSupportedException($"{Inner.GetType().Name} is no {typeof(TCapability).Name}.");
}
