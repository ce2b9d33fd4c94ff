using Idempotent.Storing;

namespace Idempotent.Registering;

/// <summary>A store's management for the container, which would dispose the store itself a second time.</summary>
internal sealed class StoreManager(IIdempotencyStore store) : IIdempotencyManager
{
    public ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken) => store.GetAsync(key, cancellationToken);

    public ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken) =>
        store.ListAsync(filter, after, pageSize, cancellationToken);

    public ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken) => store.CountAsync(filter, cancellationToken);

    public ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken) => store.DeleteAsync(key, cancellationToken);

    public ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken) => store.PurgeAsync(limit, cancellationToken);

    public ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) => store.ResolveAsync(request, cancellationToken);
}
