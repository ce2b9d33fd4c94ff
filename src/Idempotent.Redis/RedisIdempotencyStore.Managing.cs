using Idempotent.Storing;

namespace Idempotent.Redis;

// There is no index, so that claims and completions pay for none: lists, counts and purges look at every key.
public sealed partial class RedisIdempotencyStore
{
    /// <inheritdoc/>
    public ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken) => _records.GetAsync(key, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var page = new FirstRecords(pageSize);
        await foreach (var (key, record, now) in _scan.RecordsAsync(key => after is null || key > after, cancellationToken).ConfigureAwait(false))
        {
            if (record.Matches(filter, now))
            {
                page.Add(record.ToRecord(key, now, withContents: false)!);
            }
        }

        return page.ToPage();
    }

    /// <inheritdoc/>
    /// <remarks>A record that a server shows twice, as it may while it resizes its table, is counted twice.</remarks>
    public async ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var count = 0L;
        await foreach (var (_, record, now) in _scan.RecordsAsync(static _ => true, cancellationToken).ConfigureAwait(false))
        {
            count += record.Matches(filter, now) ? 1 : 0;
        }

        return count;
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken) => _records.DeleteAsync(key, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Expired records are removed by Redis itself, uncounted. What is left to do are abandoned records that are to be held.</remarks>
    public async ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var held = 0;
        await foreach (var (key, record, now) in _scan.RecordsAsync(static _ => true, cancellationToken).ConfigureAwait(false))
        {
            if (record.StateAt(now) != RecordState.Abandoned || !record.HoldWhenAbandoned)
            {
                continue;
            }

            if (held == limit)
            {
                return Counted(new(0, held, More: true));
            }

            held += await _records.ChangeAsync<int, bool>(key, 0, PurgeOne, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        return Counted(new(0, held, More: false));
    }

    /// <inheritdoc/>
    public ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) => _records.ResolveAsync(request, cancellationToken);

    private static bool PurgeOne(ref RecordData record, in int request, long now, out bool wasHeld) =>
        wasHeld = record.StateAt(now) == RecordState.Abandoned && RecordRules.Purge(ref record, now);

    private PurgeResult Counted(PurgeResult result)
    {
        StoreMetrics.Purged(Guarantee, result);
        return result;
    }
}
