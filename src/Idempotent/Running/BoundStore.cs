using Idempotent.Storing;
using Microsoft.Extensions.Logging;

namespace Idempotent;

/// <summary>One store and what a runtime keeps beside it.</summary>
internal sealed class BoundStore
{
    public BoundStore(IIdempotencyStore store, TimeProvider time, Jitter jitter, ILogger log)
    {
        Store = new(new ObservedStore(store, time));
        Guarantee = store.Guarantee;
        CanClaimPairs = store is IPairClaimStore;
        Watching = store as IWatchingStore;
        Transactional = store as ITransactionalStore;
        Keeper = new(Store, time, jitter, log);
        Pending = new(Store, Keeper, Running, time, jitter, log);
    }

    public CallStore Store { get; }

    public StoreGuarantee Guarantee { get; }

    public bool CanClaimPairs { get; }

    public IWatchingStore? Watching { get; }

    public ITransactionalStore? Transactional { get; }

    public JoinTable Running { get; } = new();

    public LeaseKeeper Keeper { get; }

    public PendingWrites Pending { get; }
}
