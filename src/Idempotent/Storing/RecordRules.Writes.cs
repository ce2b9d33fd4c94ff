namespace Idempotent.Storing;

public static partial class RecordRules
{
    /// <summary>Completes a record: see <see cref="IIdempotencyStore.CompleteAsync"/>.</summary>
    /// <inheritdoc cref="Release" path="/*[not(self::summary)]"/>
    public static bool Complete(ref RecordData record, in CompleteRequest request, long now, out WriteStatus answer)
    {
        ArgumentNullException.ThrowIfNull(request.Outcome);
        RequirePositive(request.Retention, nameof(request.Retention));
        answer = StateFor(record, request.Owner, now) switch
        {
            0 => WriteStatus.NotOwner,
            RecordState.Released => WriteStatus.Refused,
            _ => WriteStatus.Applied,
        };
        // The first outcome stays.
        if (answer != WriteStatus.Applied || record.State == RecordState.Completed)
        {
            return false;
        }

        record = Completed(record, request.Outcome, StoreTime.After(now, request.Retention));
        return true;
    }

    /// <summary>Gives a claim back: see <see cref="IIdempotencyStore.ReleaseAsync"/>.</summary>
    /// <param name="record">What is under the key; the default value when nothing is.</param>
    /// <param name="request">The write.</param>
    /// <param name="now">The store's time.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>Whether <paramref name="record"/> changed.</returns>
    /// <exception cref="ArgumentException">The request lacks something, or a duration is not positive.</exception>
    public static bool Release(ref RecordData record, in ReleaseRequest request, long now, out WriteStatus answer)
    {
        RequirePositive(request.Retention, nameof(request.Retention));
        var isRunning = IsRunning(record, request.Owner, now, RecordState.Released, out answer);
        if (isRunning)
        {
            record = Released(record, StoreTime.After(now, request.Retention));
        }

        return isRunning;
    }

    /// <summary>Extends a lease, also one that is over: see <see cref="IIdempotencyStore.RenewAsync"/>.</summary>
    /// <inheritdoc cref="Release" path="/*[not(self::summary)]"/>
    public static bool Renew(ref RecordData record, in RenewRequest request, long now, out WriteStatus answer)
    {
        RequirePositive(request.Lease, nameof(request.Lease));
        var isRunning = IsRunning(record, request.Owner, now, alreadyDone: 0, out answer);
        if (isRunning)
        {
            var leaseUntil = StoreTime.After(now, request.Lease);
            record = record with { LeaseUntil = leaseUntil, ExpiresAt = InProgressUntil(leaseUntil, record.HoldWhenAbandoned, record.Retention) };
        }

        return isRunning;
    }

    /// <summary>Holds a record: see <see cref="IIdempotencyStore.HoldAsync"/>.</summary>
    /// <inheritdoc cref="Release" path="/*[not(self::summary)]"/>
    public static bool Hold(ref RecordData record, in HoldRequest request, long now, out WriteStatus answer)
    {
        if (request.Reason == HoldReason.None)
        {
            throw new ArgumentException("A record is held for a reason.", nameof(request));
        }

        var isRunning = IsRunning(record, request.Owner, now, RecordState.Held, out answer);
        if (isRunning)
        {
            record = Held(record, request.Reason);
        }

        return isRunning;
    }

    /// <summary>Replaces what is saved as progress: see <see cref="ICheckpointStore.SaveProgressAsync"/>.</summary>
    /// <param name="record">What is under the key; the default value when nothing is.</param>
    /// <param name="owner">The owner token of the attempt that makes progress.</param>
    /// <param name="progress">The bytes. Kept as they are: a store that keeps memory copies them first.</param>
    /// <param name="now">The store's time.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>Whether <paramref name="record"/> changed.</returns>
    public static bool SaveProgress(ref RecordData record, OwnerToken owner, ReadOnlyMemory<byte> progress, long now, out WriteStatus answer)
    {
        var isRunning = IsRunning(record, owner, now, alreadyDone: 0, out answer);
        if (isRunning)
        {
            record = record with { Checkpoint = progress };
        }

        return isRunning;
    }

    /// <summary>Refuses what is wrong with a write, as its rule does: for stores whose own statements write what the rule would.</summary>
    /// <param name="request">The write.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="owner">The owner token that it carries.</param>
    /// <returns>False where the token is nobody's: the answer is <see cref="WriteStatus.NotOwner"/>, whatever is under the key.</returns>
    /// <exception cref="ArgumentException">The request lacks something, or a duration is not positive.</exception>
    public static bool Validate<TRequest>(in TRequest request, RecordRule<TRequest, WriteStatus> rule, OwnerToken owner)
    {
        ArgumentNullException.ThrowIfNull(rule);
        RecordData none = default;
        rule(ref none, request, now: 0, out _);
        return owner != OwnerToken.None;
    }

    /// <summary>Whether the owner's attempt is in progress (its lease may be over); else the answer is that the write was <paramref name="alreadyDone"/>, is refused, or is not the owner's.</summary>
    private static bool IsRunning(in RecordData record, OwnerToken owner, long now, RecordState alreadyDone, out WriteStatus answer)
    {
        var state = StateFor(record, owner, now);
        var isRunning = state is RecordState.InProgress or RecordState.Abandoned;
        answer = state == 0 ? WriteStatus.NotOwner
            : isRunning || state == alreadyDone ? WriteStatus.Applied
            : WriteStatus.Refused;
        return isRunning;
    }

    /// <summary>The state for its current owner; 0 for anybody else, and when there is no record.</summary>
    private static RecordState StateFor(in RecordData record, OwnerToken owner, long now) =>
        owner == record.Owner && owner != OwnerToken.None ? record.StateAt(now) : 0;

    private static RecordData Completed(in RecordData record, StoredOutcome outcome, long expiresAt) => record with
    {
        State = RecordState.Completed,
        Outcome = outcome,
        ExpiresAt = expiresAt,
        LeaseUntil = 0,
        Reconciling = false,
        HoldReason = HoldReason.None,
        Checkpoint = default,
    };

    private static RecordData Released(in RecordData record, long expiresAt) =>
        record with { State = RecordState.Released, ExpiresAt = expiresAt, LeaseUntil = 0, Reconciling = false, HoldReason = HoldReason.None };
}
