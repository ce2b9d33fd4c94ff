using Idempotent.Storing;

namespace Idempotent.Sqlite;

public sealed partial class SqliteIdempotencyStore
{
    /// <summary>Records that the purge works on in one transaction: few enough that nobody notices the lock.</summary>
    private const int PurgeBatch = 20;

    /// <inheritdoc/>
    public ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken) =>
        ReadAsync(static (session, key) => session.Read(key).ToRecord(key, session.Now, withContents: true), key, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, 1000);
        return ReadAsync(static (session, page) => session.List(page.filter, page.after, page.pageSize), (filter, after, pageSize), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return ReadAsync(static (session, filter) => session.Count(filter), filter, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        await _file.ReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _writer.RunAsync(
            static (session, key) =>
            {
                var record = session.Read(key);
                if (record.Exists)
                {
                    session.Delete(key, record);
                }

                return record.StateAt(session.Now) != 0;
            },
            key,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var (purged, held) = (0, 0);
        while (await ReadAsync(static (session, _) => session.Due(1).Count > 0, 0, cancellationToken).ConfigureAwait(false))
        {
            var left = limit - purged - held;
            if (left == 0)
            {
                return new(purged, held, More: true);
            }

            var done = await _writer.RunAsync(Purge, Math.Min(left, PurgeBatch), cancellationToken).ConfigureAwait(false);
            StoreMetrics.Purged(Guarantee, done);
            purged += done.Purged;
            held += done.Held;
        }

        return new(purged, held, More: false);
    }

    /// <inheritdoc/>
    public ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) =>
        WriteAsync<ResolveRequest, ResolveStatus>(request.Key, request, RecordRules.Resolve, cancellationToken);

    private static PurgeResult Purge(Session session, int limit)
    {
        var (purged, held) = (0, 0);
        foreach (var key in session.Due(limit))
        {
            var before = session.Read(key);
            var record = before;
            if (!RecordRules.Purge(ref record, session.Now))
            {
                continue;
            }

            if (record.Exists)
            {
                session.Write(key, record, isNew: false);
                held++;
            }
            else
            {
                session.Delete(key, before);
                purged++;
            }
        }

        return new(purged, held, More: false);
    }

    private async ValueTask<TAnswer> ReadAsync<TArgument, TAnswer>(Func<Session, TArgument, TAnswer> read, TArgument argument, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _file.ReadyAsync(cancellationToken).ConfigureAwait(false);
        return _readers.Run(read, argument);
    }
}
