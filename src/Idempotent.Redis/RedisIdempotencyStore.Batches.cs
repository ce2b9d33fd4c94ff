using Idempotent.Storing;

namespace Idempotent.Redis;

// The items of a batch go out together and come back together: about one trip, on whichever nodes they are.
public sealed partial class RedisIdempotencyStore
{
    /// <inheritdoc/>
    public ValueTask<ClaimResult[]> ClaimBatchAsync(IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.ClaimAsync(requests, int.MaxValue, ClaimAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.EachAsync(requests, int.MaxValue, static r => r.Key, CompleteAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.EachAsync(requests, int.MaxValue, static r => r.Key, ReleaseAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.EachAsync(requests, int.MaxValue, static r => r.Key, RenewAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> HoldBatchAsync(IReadOnlyList<HoldRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.EachAsync(requests, int.MaxValue, static r => r.Key, HoldAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ResolveStatus[]> ResolveBatchAsync(IReadOnlyList<ResolveRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.EachAsync(requests, int.MaxValue, static r => r.Key, ResolveAsync, cancellationToken);
}
