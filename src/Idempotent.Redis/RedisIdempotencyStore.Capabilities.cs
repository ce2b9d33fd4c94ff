using Idempotent.Redis.Scripts;
using Idempotent.Storing;

namespace Idempotent.Redis;

public sealed partial class RedisIdempotencyStore
{
    /// <inheritdoc/>
    public async ValueTask<IRecordWatch> WatchAsync(RecordKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        var multiplexer = await _redis.GetAsync(cancellationToken).ConfigureAwait(false);
        return await RecordWatch.StartAsync(multiplexer, _redis.Key(key), _options.WatchInterval, _time).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus> SaveProgressAsync(RecordKey key, OwnerToken owner, ReadOnlyMemory<byte> progress, CancellationToken cancellationToken) =>
        _records.SaveProgressAsync(key, owner, progress, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>One step where both keys are on one node of a cluster or there is no cluster; else two: see the package's README.</remarks>
    public async ValueTask<PairClaimResult> ClaimPairAsync(ClaimRequest predecessor, ClaimRequest current, CancellationToken cancellationToken)
    {
        if (predecessor.Key == current.Key)
        {
            throw new ArgumentException("A predecessor has another key.", nameof(predecessor));
        }

        while (true)
        {
            var found = await Task.WhenAll(ReadAsync(predecessor.Key, cancellationToken).AsTask(), ReadAsync(current.Key, cancellationToken).AsTask()).ConfigureAwait(false);
            var (first, second) = (found[0].Record, found[1].Record);
            var firstChanged = RecordRules.Claim(ref first, predecessor, found[0].Now, fencingFloor: 0, out var firstAnswer);
            if (!firstAnswer.IsGiven)
            {
                if (!firstChanged || await ReplaceAsync(predecessor.Key, found[0], first, wakes: true, cancellationToken).ConfigureAwait(false))
                {
                    return new(firstAnswer, null);
                }

                continue;
            }

            var secondChanged = RecordRules.Claim(ref second, current, found[1].Now, fencingFloor: 0, out var secondAnswer);
            var isWritten = secondAnswer.IsGiven
                ? (!firstChanged && !secondChanged) || await ReplacePairAsync(predecessor.Key, new(found[0], first), current.Key, new(found[1], second), cancellationToken).ConfigureAwait(false)
                : !secondChanged || await ReplaceAsync(current.Key, found[1], second, wakes: true, cancellationToken).ConfigureAwait(false);
            if (isWritten)
            {
                if (secondAnswer.IsGiven)
                {
                    await _redis.WaitForReplicasAsync(predecessor.Key, cancellationToken).ConfigureAwait(false);
                    await _redis.WaitForReplicasAsync(current.Key, cancellationToken).ConfigureAwait(false);
                }

                return new(firstAnswer, secondAnswer);
            }
        }
    }

    /// <summary>False when one of the records is not what was found any more; then both are left as they are.</summary>
    private async ValueTask<bool> ReplacePairAsync(RecordKey predecessor, Replacement first, RecordKey current, Replacement second, CancellationToken cancellationToken)
    {
        var (one, other) = (_redis.Key(predecessor), _redis.Key(current));
        if (await _redis.AreTogetherAsync(one, other, cancellationToken).ConfigureAwait(false))
        {
            return (bool)await _redis.RunAsync(
                ReplaceRecord.Script,
                [one, other],
                [first.Was, first.Becomes, first.KeptUntil, second.Was, second.Becomes, second.KeptUntil, false],
                cancellationToken).ConfigureAwait(false);
        }

        // The predecessor first, as everyone who claims both does, and back if the current key went to somebody else.
        if (!(bool)await _redis.RunAsync(ReplaceRecord.Script, [one], [first.Was, first.Becomes, first.KeptUntil, false], cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if ((bool)await _redis.RunAsync(ReplaceRecord.Script, [other], [second.Was, second.Becomes, second.KeptUntil, false], cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        await _redis.RunAsync(ReplaceRecord.Script, [one], [first.Becomes, first.Was, first.WasKeptUntil, true], CancellationToken.None).ConfigureAwait(false);
        return false;
    }
}
