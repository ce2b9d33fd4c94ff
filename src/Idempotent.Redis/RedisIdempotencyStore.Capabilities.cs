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
        var answer = await _records.ClaimPairAsync(predecessor, current, ReplaceBothAsync, cancellationToken).ConfigureAwait(false);
        if (answer.Current is { IsGiven: true })
        {
            await _redis.WaitForReplicasAsync(predecessor.Key, cancellationToken).ConfigureAwait(false);
            await _redis.WaitForReplicasAsync(current.Key, cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }

    /// <summary>False when one of the records is not what was found any more; then both are left as they are.</summary>
    private async ValueTask<bool> ReplaceBothAsync(
        (RecordKey Key, Found Found, RecordData Record) predecessor, (RecordKey Key, Found Found, RecordData Record) current, CancellationToken cancellationToken)
    {
        var (one, other) = (_redis.Key(predecessor.Key), _redis.Key(current.Key));
        var (first, second) = (new Replacement(predecessor.Found, predecessor.Record), new Replacement(current.Found, current.Record));
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
