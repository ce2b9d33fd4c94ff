namespace Idempotent.Storing;

/// <summary>What a store found under a key at a moment. A store's own type adds what its conditional write compares: a version, or the bytes that were there.</summary>
public interface IFoundRecord
{
    /// <summary>The moment, by the store's clock.</summary>
    long Now { get; }

    /// <summary>The record; the default value when there was none.</summary>
    RecordData Record { get; }
}

/// <summary>
/// For stores that can write a record on the condition that it is still what was read: it is read, <see cref="RecordRules"/> decide, and what they decided is written; where somebody else
/// wrote meanwhile, all of it again. So a step is atomic though nothing is locked between the two. Thread-safe where the two functions are.
/// </summary>
/// <typeparam name="TFound">What the store finds.</typeparam>
/// <param name="readAsync">Reads the record of a key.</param>
/// <param name="replaceAsync">Writes a record in place of the one that was found, in one atomic step; false when it is not what was found any more, and nothing was written.</param>
public sealed class ConditionalRecords<TFound>(
    Func<RecordKey, CancellationToken, ValueTask<TFound>> readAsync, Func<RecordKey, TFound, RecordData, CancellationToken, ValueTask<bool>> replaceAsync)
    where TFound : IFoundRecord
{
    /// <summary>Takes a step by a rule.</summary>
    public async ValueTask<TAnswer> ChangeAsync<TRequest, TAnswer>(RecordKey key, TRequest request, RecordRule<TRequest, TAnswer> rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(rule);
        while (true)
        {
            var found = await readAsync(key, cancellationToken).ConfigureAwait(false);
            var record = found.Record;
            if (!rule(ref record, request, found.Now, out var answer) || await replaceAsync(key, found, record, cancellationToken).ConfigureAwait(false))
            {
                return answer;
            }
        }
    }

    /// <summary><see cref="IIdempotencyStore.HoldAsync"/>.</summary>
    public ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) =>
        ChangeAsync<HoldRequest, WriteStatus>(request.Key, request, RecordRules.Hold, cancellationToken);

    /// <summary><see cref="ICheckpointStore.SaveProgressAsync"/>.</summary>
    public ValueTask<WriteStatus> SaveProgressAsync(RecordKey key, OwnerToken owner, ReadOnlyMemory<byte> progress, CancellationToken cancellationToken) =>
        ChangeAsync<(OwnerToken Owner, ReadOnlyMemory<byte> Progress), WriteStatus>(
            key,
            (owner, progress),
            static (ref record, in request, now, out answer) => RecordRules.SaveProgress(ref record, request.Owner, request.Progress, now, out answer),
            cancellationToken);

    /// <summary><see cref="IPairClaimStore.ClaimPairAsync"/>, by the fencing tokens that are found: there is no floor.</summary>
    /// <param name="predecessor">The claim on the predecessor's key.</param>
    /// <param name="current">The claim on the current key.</param>
    /// <param name="replaceBothAsync">Writes two records, each in place of what was found, both or none; false when one of them is not what was found any more.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <exception cref="ArgumentException">A request lacks something, a duration is not positive, or both keys are the same.</exception>
    public async ValueTask<PairClaimResult> ClaimPairAsync(
        ClaimRequest predecessor,
        ClaimRequest current,
        Func<(RecordKey Key, TFound Found, RecordData Record), (RecordKey Key, TFound Found, RecordData Record), CancellationToken, ValueTask<bool>> replaceBothAsync,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(replaceBothAsync);
        RecordRules.Validate(predecessor);
        RecordRules.Validate(current);
        if (predecessor.Key == current.Key)
        {
            throw new ArgumentException("A predecessor has another key.", nameof(predecessor));
        }

        while (true)
        {
            var found = await Task.WhenAll(readAsync(predecessor.Key, cancellationToken).AsTask(), readAsync(current.Key, cancellationToken).AsTask()).ConfigureAwait(false);
            var (first, second) = (found[0].Record, found[1].Record);
            var firstChanged = RecordRules.Claim(ref first, predecessor, found[0].Now, fencingFloor: 0, out var firstAnswer);
            if (!firstAnswer.IsGiven)
            {
                if (!firstChanged || await replaceAsync(predecessor.Key, found[0], first, cancellationToken).ConfigureAwait(false))
                {
                    return new(firstAnswer, null);
                }

                continue;
            }

            var secondChanged = RecordRules.Claim(ref second, current, found[1].Now, fencingFloor: 0, out var secondAnswer);
            var isWritten = secondAnswer.IsGiven
                ? (!firstChanged && !secondChanged) || await replaceBothAsync((predecessor.Key, found[0], first), (current.Key, found[1], second), cancellationToken).ConfigureAwait(false)
                : !secondChanged || await replaceAsync(current.Key, found[1], second, cancellationToken).ConfigureAwait(false);
            if (isWritten)
            {
                return new(firstAnswer, secondAnswer);
            }
        }
    }

    /// <summary><see cref="IIdempotencyManager.DeleteAsync"/>: what is written in place of the record has its fencing token and nothing else.</summary>
    public ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken) => ChangeAsync<int, bool>(
        key,
        0,
        static (ref record, in _, now, out wasThere) =>
        {
            wasThere = record.StateAt(now) != 0;
            var removes = record.Exists;
            record = new() { FencingToken = record.FencingToken };
            return removes;
        },
        cancellationToken);

    /// <summary><see cref="IIdempotencyManager.ResolveAsync"/>.</summary>
    public ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) =>
        ChangeAsync<ResolveRequest, ResolveStatus>(request.Key, request, RecordRules.Resolve, cancellationToken);

    /// <summary><see cref="IIdempotencyManager.GetAsync"/>.</summary>
    public async ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var found = await readAsync(key, cancellationToken).ConfigureAwait(false);
        return found.Record.ToRecord(key, found.Now, withContents: true);
    }
}
