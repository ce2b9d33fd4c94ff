namespace Idempotent.Storing;

public sealed partial class InMemoryIdempotencyStore
{
    /// <inheritdoc/>
    public ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_table.Find(key)?.Data.ToRecord(key, StoreTime.Now(_time), withContents: true));
        }
    }

    /// <inheritdoc/>
    public ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, 1000);
        lock (_lock)
        {
            var now = StoreTime.Now(_time);
            // One more than the page says whether there is a next one. Taking the first of an order keeps no more than it takes.
            var found = _table.Entries
                .Where(entry => (after is null || entry.Key > after) && entry.Data.Matches(filter, now))
                .OrderBy(static entry => entry.Key)
                .Take(pageSize + 1)
                .ToList();
            var records = found.Take(pageSize).Select(entry => entry.Data.ToRecord(entry.Key, now, withContents: false)!).ToArray();
            return new(new RecordPage(records, found.Count > pageSize ? records[^1].Key : null));
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        lock (_lock)
        {
            var now = StoreTime.Now(_time);
            return new(_table.Entries.LongCount(entry => entry.Data.Matches(filter, now)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_table.Find(key) is not { } entry)
            {
                return new(false);
            }

            var wasThere = entry.Data.StateAt(StoreTime.Now(_time)) != 0;
            _table.Remove(entry);
            _watches.Wake(key);
            return new(wasThere);
        }
    }

    /// <inheritdoc/>
    public ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        lock (_lock)
        {
            return new(Purge(limit, StoreTime.Now(_time)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) =>
        WriteAsync<ResolveRequest, ResolveStatus>(request.Key, request, RecordRules.Resolve, cancellationToken);

    private PurgeResult Purge(int limit, long now)
    {
        var result = PurgeDue(limit, now);
        StoreMetrics.Purged(Guarantee, result);
        return result;
    }

    private PurgeResult PurgeDue(int limit, long now)
    {
        var purged = 0;
        var held = 0;
        while (_table.NextDue(now) is { } entry)
        {
            if (purged + held == limit)
            {
                return new(purged, held, More: true);
            }

            if (entry.Data.ExpiresAt <= now)
            {
                _table.Remove(entry);
                purged++;
            }
            else
            {
                RecordRules.Purge(ref entry.Data, now);
                Changed(entry, now);
                held++;
            }
        }

        return new(purged, held, More: false);
    }
}
