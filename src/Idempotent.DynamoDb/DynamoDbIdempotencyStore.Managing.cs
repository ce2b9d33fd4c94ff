using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;
using Idempotent.DynamoDb.Statements;
using Idempotent.Storing;

namespace Idempotent.DynamoDb;

// There is no index, so that claims and completions pay for none: lists, counts and purges look at every item.
public sealed partial class DynamoDbIdempotencyStore
{
    /// <inheritdoc/>
    public ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken) => _records.GetAsync(key, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var page = new FirstRecords(pageSize);
        await foreach (var (key, found) in ScanAsync(filter.Operation, after, cancellationToken).ConfigureAwait(false))
        {
            if (found.Record.Matches(filter, found.Now))
            {
                page.Add(found.Record.ToRecord(key, found.Now, withContents: false)!);
            }
        }

        return page.ToPage();
    }

    /// <inheritdoc/>
    public async ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var count = 0L;
        await foreach (var (_, found) in ScanAsync(filter.Operation, after: null, cancellationToken).ConfigureAwait(false))
        {
            count += found.Record.Matches(filter, found.Now) ? 1 : 0;
        }

        return count;
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken) => _records.DeleteAsync(key, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>DynamoDB removes expired records itself, uncounted, some time after they have expired. Who purges sooner pays for reading the whole table.</remarks>
    public async ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var done = default(PurgeResult);
        await foreach (var (key, found) in ScanAsync(operation: null, after: null, cancellationToken).ConfigureAwait(false))
        {
            var isLeft = !found.Record.Exists && _replace.IsRemoval(found, default);
            if (!isLeft && (!found.Record.Exists || found.Record.DueAt > found.Now))
            {
                continue;
            }

            if (!isLeft && done.Purged + done.Held == limit)
            {
                done = done with { More = true };
                break;
            }

            var one = await _records.ChangeAsync<int, PurgeResult>(key, 0, PurgeOne, cancellationToken).ConfigureAwait(false);
            done = new(done.Purged + one.Purged, done.Held + one.Held, More: false);
        }

        StoreMetrics.Purged(Guarantee, done);
        return done;
    }

    /// <inheritdoc/>
    public ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken)
    {
        RequireRoom(request.Resolution?.Outcome?.Payload ?? default);
        return _records.ResolveAsync(request, cancellationToken);
    }

    /// <summary>Removes an expired record but for its fencing token, holds an abandoned one, and lets go of a fencing token that is long past.</summary>
    private bool PurgeOne(ref RecordData record, in int request, long now, out PurgeResult done)
    {
        var token = record.FencingToken;
        if (!record.Exists)
        {
            done = default;
            return token > 0 && _replace.IsRemoval(new(now, IsThere: true, 0, default), record);
        }

        var changed = RecordRules.Purge(ref record, now);
        done = !changed ? default : record.Exists ? new(0, 1, More: false) : new(1, 0, More: false);
        record = record.Exists ? record : new() { FencingToken = token };
        return changed;
    }

    private async IAsyncEnumerable<(RecordKey Key, Found Found)> ScanAsync(string? operation, RecordKey? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, AttributeValue>? from = null;
        do
        {
            var start = from;
            var response = await _table.RunAsync((db, token) => db.ScanAsync(_filtered.For(operation, after, start), token), isOwners: false, cancellationToken).ConfigureAwait(false);
            foreach (var item in response.Items ?? [])
            {
                yield return (RecordItem.KeyOf(item), Found.From(item, Now));
            }

            from = response.LastEvaluatedKey is { Count: > 0 } next ? next : null;
        }
        while (from is not null);
    }
}
