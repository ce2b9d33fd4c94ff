using Idempotent.Storing;

namespace Idempotent.Registering;

/// <summary>A store's management for the container, which would dispose the store itself a second time. What is deleted, this process does not remember either.</summary>
internal sealed class StoreManager(ConfiguredIdempotency configured, string name) : IIdempotencyManager
{
    private readonly IIdempotencyStore _store = configured.GetStore(name);

    public ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken) => _store.GetAsync(key, cancellationToken);

    public ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken) =>
        _store.ListAsync(filter, after, pageSize, cancellationToken);

    public ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken) => _store.CountAsync(filter, cancellationToken);

    public async ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            configured.Runtime?.Local.Forget(key);
        }
    }

    public ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken) => _store.PurgeAsync(limit, cancellationToken);

    public ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) => _store.ResolveAsync(request, cancellationToken);
}
