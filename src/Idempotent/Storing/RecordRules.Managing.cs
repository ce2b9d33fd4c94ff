namespace Idempotent.Storing;

public static partial class RecordRules
{
    /// <summary>Decides about a held or abandoned record: see <see cref="IIdempotencyManager.ResolveAsync"/>.</summary>
    /// <param name="record">What is under the key; the default value when nothing is.</param>
    /// <param name="request">The decision.</param>
    /// <param name="now">The store's time.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>Whether <paramref name="record"/> changed.</returns>
    public static bool Resolve(ref RecordData record, in ResolveRequest request, long now, out ResolveStatus answer)
    {
        ArgumentNullException.ThrowIfNull(request.Resolution);
        answer = record.StateAt(now) switch
        {
            0 => ResolveStatus.NotFound,
            _ when record.Attempt != request.ExpectedAttempt => ResolveStatus.AttemptMismatch,
            RecordState.Held or RecordState.Abandoned => ResolveStatus.Applied,
            _ => ResolveStatus.Refused,
        };
        if (answer != ResolveStatus.Applied)
        {
            return false;
        }

        var expiresAt = StoreTime.After(now, record.Retention);
        var decided = request.Resolution.Outcome is { } outcome ? Completed(record, outcome, expiresAt) : Released(record, expiresAt);
        record = decided with { Owner = OwnerToken.None };
        return true;
    }

    /// <summary>
    /// What the purge does to a record that is due (<see cref="RecordData.DueAt"/>): removes an expired one (<paramref name="record"/> becomes the default value), holds an abandoned
    /// one where that was asked for.
    /// </summary>
    /// <returns>Whether <paramref name="record"/> changed.</returns>
    public static bool Purge(ref RecordData record, long now)
    {
        if (!record.Exists || record.DueAt > now)
        {
            return false;
        }

        record = record.ExpiresAt <= now ? default : Held(record, HoldReason.Abandoned);
        return true;
    }
}
