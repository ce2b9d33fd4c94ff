using Idempotent.PostgreSql.Statements;
using Idempotent.Storing;

namespace Idempotent.PostgreSql;

public sealed partial class PostgreSqlIdempotencyStore
{
    /// <summary>Records that the purge works on in one transaction: few enough that nobody who meets one waits for long.</summary>
    private const int PurgeBatch = 1000;

    /// <inheritdoc/>
    public ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken) => _records.GetAsync(key, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, 1000);
        // One more than the page: whether there is a next one.
        var rows = await _database.ListAsync(
            _filtered.List(filter, after, pageSize + 1),
            static row =>
            {
                var found = RecordColumns.Read(row);
                return found.Record.ToRecord(found.Key!, found.Now, withContents: false)!;
            },
            cancellationToken).ConfigureAwait(false);
        return rows.Count > pageSize ? new(rows[..pageSize], rows[pageSize - 1].Key) : new(rows, null);
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _database.RunAsync(_filtered.Count(filter), static row => row.GetInt64(0), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _database.RunAsync(_delete.For(key), static row => row.GetBoolean(0), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var (purged, held) = (0, 0);
        while (limit - purged - held is var left and > 0)
        {
            var batch = Math.Min(left, PurgeBatch);
            var done = await _database.RunAsync(_purge.For(batch), static row => new PurgeResult(row.GetInt32(0), row.GetInt32(1), More: false), cancellationToken).ConfigureAwait(false);
            StoreMetrics.Purged(Guarantee, done);
            (purged, held) = (purged + done.Purged, held + done.Held);
            if (done.Purged + done.Held < batch)
            {
                return new(purged, held, More: false);
            }
        }

        return new(purged, held, await _database.RunAsync(_purge.More(), static row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) => _records.ResolveAsync(request, cancellationToken);
}
