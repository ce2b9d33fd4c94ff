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
