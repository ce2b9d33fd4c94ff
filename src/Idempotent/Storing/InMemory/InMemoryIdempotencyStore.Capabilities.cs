namespace Idempotent.Storing;

public sealed partial class InMemoryIdempotencyStore : IWatchingStore, ICheckpointStore, IPairClaimStore
{
    /// <inheritdoc/>
    public ValueTask<IRecordWatch> WatchAsync(RecordKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(_watches.Watch(key));
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus> SaveProgressAsync(RecordKey key, OwnerToken owner, ReadOnlyMemory<byte> progress, CancellationToken cancellationToken) =>
        WriteAsync<(OwnerToken Owner, ReadOnlyMemory<byte> Progress), WriteStatus>(
            key,
            (owner, progress.ToArray()),
            static (ref record, in request, now, out answer) => RecordRules.SaveProgress(ref record, request.Owner, request.Progress, now, out answer),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<PairClaimResult> ClaimPairAsync(ClaimRequest predecessor, ClaimRequest current, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(predecessor.Key);
        if (predecessor.Key == current.Key)
        {
            throw new ArgumentException("A predecessor has another key.", nameof(predecessor));
        }

        lock (_lock)
        {
            var now = StoreTime.Now(_time);
            if (FindOrMake(predecessor.Key, now) is not { } first)
            {
                return ValueTask.FromException<PairClaimResult>(Full());
            }

            var before = first.Data;
            var firstAnswer = Claim(first, predecessor, now);
            if (!firstAnswer.IsGiven)
            {
                return new(new PairClaimResult(firstAnswer, null));
            }

            if (FindOrMake(current.Key, now) is not { } second)
            {
                Restore(first, before, now);
                return ValueTask.FromException<PairClaimResult>(Full());
            }

            var secondAnswer = Claim(second, current, now);
            if (!secondAnswer.IsGiven)
            {
                Restore(first, before, now);
            }

            return new(new PairClaimResult(firstAnswer, secondAnswer));
        }
    }

    private void Restore(RecordEntry entry, in RecordData before, long now)
    {
        if (before.Exists)
        {
            entry.Data = before;
            _table.Put(entry, now);
        }
        else
        {
            _table.Remove(entry);
        }
    }
}
