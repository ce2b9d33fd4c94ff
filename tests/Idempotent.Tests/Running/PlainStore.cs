using Idempotent.Storing;

namespace Idempotent.Tests.Running;

/// <summary>A store without any optional capability.</summary>
internal sealed class PlainStore(IIdempotencyStore inner) : IIdempotencyStore
{
    public StoreGuarantee Guarantee { get; init; } = inner.Guarantee;

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => inner.ClaimAsync(request, cancellationToken);

    public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) => inner.CompleteAsync(request, cancellationToken);

    public ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken) => inner.ReleaseAsync(request, cancellationToken);

    public ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken) => inner.RenewAsync(request, cancellationToken);

    public ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) => inner.HoldAsync(request, cancellationToken);

    public ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken) => inner.GetAsync(key, cancellationToken);

    public ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken) =>
        inner.ListAsync(filter, after, pageSize, cancellationToken);

    public ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken) => inner.CountAsync(filter, cancellationToken);

    public ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken) => inner.DeleteAsync(key, cancellationToken);

    public ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken) => inner.PurgeAsync(limit, cancellationToken);

    public ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) => inner.ResolveAsync(request, cancellationToken);
}
