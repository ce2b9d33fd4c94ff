namespace Idempotent.Storing;

/// <summary>
/// What becomes of a record at each step, for every store that can read a record, decide and write it back in one atomic step. Pure: the same record, request and time give the same
/// next record and answer.
/// </summary>
/// <remarks>
/// Each method changes <c>record</c> in place, says in <c>answer</c> what the caller is told, and returns whether the record changed and must be written. A store is then
/// <c>read; if (RecordRules.X(ref record, …, out var answer)) { write; } return answer;</c> under its lock or in its transaction.
/// </remarks>
public static partial class RecordRules
{
    private enum Step
    {
        Run,
        Reconcile,
        Repeat,
        Wait,
        Replay,
        TurnToHeld,
        Exhaust,
        StayHeld,
        Reuse,
    }

    /// <summary>Claims a key: see <see cref="IIdempotencyStore.ClaimAsync"/>.</summary>
    /// <param name="record">What is under the key; the default value when nothing is.</param>
    /// <param name="request">The claim.</param>
    /// <param name="now">The store's time.</param>
    /// <param name="fencingFloor">The highest fencing token of any record that the store has removed: what keeps tokens growing when there is no record.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>Whether <paramref name="record"/> changed.</returns>
    /// <exception cref="ArgumentException">The request lacks something, or a duration is not positive.</exception>
    public static bool Claim(ref RecordData record, in ClaimRequest request, long now, long fencingFloor, out ClaimResult answer)
    {
        Validate(request);
        var step = Decide(record, request, now);
        var changed = step <= Step.Reconcile || step is Step.TurnToHeld or Step.Exhaust;
        record = step switch
        {
            Step.Run or Step.Reconcile => Begin(record, request, now, fencingFloor, step),
            Step.TurnToHeld => Held(record, HoldReason.Abandoned),
            // Who released a record has no say in what it is held for.
            Step.Exhaust => Held(record, HoldReason.AttemptsExhausted) with { Owner = record.State == RecordState.Released ? OwnerToken.None : record.Owner },
            _ => record,
        };
        answer = Answer(record, request, now, step);
        return changed;
    }

    /// <summary>The claim table, read from the top.</summary>
    private static Step Decide(in RecordData record, in ClaimRequest request, long now)
    {
        var terms = request.Terms;
        // Claimable without an owner is what a decision to run again leaves behind: that one more attempt is granted whatever the limit.
        var isSpent = terms.MaxAttempts > 0 && record.Attempt >= terms.MaxAttempts && !(record.State == RecordState.Released && record.Owner == OwnerToken.None);
        var mustHold = record.HoldWhenAbandoned || terms.HoldWhenAbandoned;
        return record.StateAt(now) switch
        {
            0 => Step.Run,
            RecordState.Released => isSpent ? Step.Exhaust : Step.Run,
            _ when !request.Matches(record.SchemaHash, record.Fingerprint) => Step.Reuse,
            RecordState.Completed => Step.Replay,
            RecordState.InProgress or RecordState.Abandoned when request.Owner == record.Owner => Step.Repeat,
            RecordState.InProgress => Step.Wait,
            RecordState.Abandoned when mustHold && !terms.CanReconcile => Step.TurnToHeld,
            RecordState.Abandoned when isSpent => Step.Exhaust,
            RecordState.Abandoned => mustHold ? Step.Reconcile : Step.Run,
            _ => record.HoldReason == HoldReason.Abandoned && terms.CanReconcile && !isSpent ? Step.Reconcile : Step.StayHeld,
        };
    }

    private static RecordData Begin(in RecordData record, in ClaimRequest request, long now, long fencingFloor, Step step)
    {
        var terms = request.Terms;
        var earlier = record.StateAt(now) == 0 ? default : record;
        var isReconciling = step == Step.Reconcile;
        // The stricter of stored and current holds on until an attempt has ended in a known way.
        var mustHold = terms.HoldWhenAbandoned || (isReconciling && earlier.HoldWhenAbandoned);
        var leaseUntil = StoreTime.After(now, terms.Lease);
        return new()
        {
            State = RecordState.InProgress,
            Operation = terms.Operation,
            Owner = request.Owner,
            Attempt = earlier.Attempt + 1,
            FencingToken = Math.Max(Math.Max(record.FencingToken, fencingFloor) + 1, now),
            Fingerprint = request.Fingerprint,
            SchemaHash = terms.SchemaHash,
            HoldWhenAbandoned = mustHold,
            Reconciling = isReconciling,
            StartedAt = earlier.Exists ? earlier.StartedAt : now,
            LeaseUntil = leaseUntil,
            ExpiresAt = InProgressUntil(leaseUntil, mustHold, terms.Retention),
            Retention = terms.Retention,
            // Progress is that of the same call only.
            Checkpoint = earlier.Exists && request.Matches(earlier.SchemaHash, earlier.Fingerprint) ? earlier.Checkpoint : default,
        };
    }

    private static ClaimResult Answer(in RecordData record, in ClaimRequest request, long now, Step step) => step switch
    {
        Step.Run or Step.Reconcile or Step.Repeat => new()
        {
            Status = record.Reconciling ? ClaimStatus.Reconcile : ClaimStatus.Claimed,
            Attempt = record.Attempt,
            FencingToken = record.FencingToken,
            StartedAt = StoreTime.ToUtc(record.StartedAt),
            Remaining = StoreTime.Left(record.LeaseUntil, now),
            Checkpoint = record.Checkpoint,
        },
        Step.Wait => Seen(record, ClaimStatus.InProgress) with { Remaining = StoreTime.Left(record.LeaseUntil, now) },
        Step.Replay => Seen(record, ClaimStatus.Completed) with { Remaining = StoreTime.Left(record.ExpiresAt, now), Outcome = record.Outcome },
        // A released record that is held now is told as any held one is: only to its own call.
        Step.TurnToHeld or Step.StayHeld or Step.Exhaust when request.Matches(record.SchemaHash, record.Fingerprint) =>
            Seen(record, ClaimStatus.Held) with { HoldReason = record.HoldReason, IsNewlyHeld = step != Step.StayHeld },
        _ => new() { Status = ClaimStatus.KeyReused },
    };

    private static ClaimResult Seen(in RecordData record, ClaimStatus status) =>
        new() { Status = status, Attempt = record.Attempt, StartedAt = StoreTime.ToUtc(record.StartedAt) };

    private static RecordData Held(in RecordData record, HoldReason reason) =>
        record with
        {
            State = RecordState.Held,
            HoldReason = reason,
            HoldWhenAbandoned = record.HoldWhenAbandoned || reason == HoldReason.Abandoned,
            Reconciling = false,
            LeaseUntil = 0,
            ExpiresAt = StoreTime.Never,
        };

    private static long InProgressUntil(long leaseUntil, bool mustHold, TimeSpan retention) => mustHold ? StoreTime.Never : StoreTime.After(leaseUntil, retention);

    /// <summary>Refuses what is wrong with a claim, as <see cref="Claim"/> does: for stores that ask before they know what is under the key.</summary>
    /// <exception cref="ArgumentException">The request lacks something, or a duration is not positive.</exception>
    public static void Validate(in ClaimRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Key);
        ArgumentNullException.ThrowIfNull(request.Terms);
        RequirePositive(request.Terms.Lease, nameof(ClaimTerms.Lease));
        RequirePositive(request.Terms.Retention, nameof(ClaimTerms.Retention));
        if (request.Owner == OwnerToken.None)
        {
            throw new ArgumentException("A claim needs an owner token: OwnerToken.Create().", nameof(request));
        }
    }

    private static void RequirePositive(TimeSpan duration, string name)
    {
        if (duration <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(name, duration, "A lease or a retention is positive.");
        }
    }
}
