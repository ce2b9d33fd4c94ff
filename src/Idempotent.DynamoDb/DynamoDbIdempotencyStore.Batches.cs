using Idempotent.Storing;

namespace Idempotent.DynamoDb;

// DynamoDB has no batch of conditional writes: the items of a batch go out side by side, so many at once.
public sealed partial class DynamoDbIdempotencyStore
{
    /// <summary>Enough to hide the way there and back, and few enough for a client's connections.</summary>
    private const int AtOnce = 32;

    /// <inheritdoc/>
    public ValueTask<ClaimResult[]> ClaimBatchAsync(IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.ClaimAsync(requests, AtOnce, ClaimAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.EachAsync(requests, AtOnce, static r => r.Key, CompleteAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.EachAsync(requests, AtOnce, static r => r.Key, ReleaseAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.EachAsync(requests, AtOnce, static r => r.Key, RenewAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> HoldBatchAsync(IReadOnlyList<HoldRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.EachAsync(requests, AtOnce, static r => r.Key, HoldAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ResolveStatus[]> ResolveBatchAsync(IReadOnlyList<ResolveRequest> requests, CancellationToken cancellationToken) =>
        ConcurrentBatches.EachAsync(requests, AtOnce, static r => r.Key, ResolveAsync, cancellationToken);
}
