using Idempotent.Storing;

namespace Idempotent.Stores.Tests;

internal static partial class BrokenStores
{
    private static Plant[] Claims =>
    [
        Answers("Claim_OfAnAbsentKey_IsTheFirstAttempt", "a first attempt gets a checkpoint",
            (_, _, before, a) => before is null && a.Attempt == 1 ? a with { Checkpoint = new byte[] { 0 } } : a),
        Answers("Claim_WhileTheLeaseIsAlive_IsInProgress", "the whole lease is always left",
            (_, r, _, a) => a.Status == ClaimStatus.InProgress ? a with { Remaining = r.Terms.Lease } : a),
        Answers("Claim_WhenTheLeaseIsOver_IsTheNextAttempt", "a takeover forgets the first start",
            (b, r, before, a) => Is(before, RecordState.Abandoned) && before!.Owner != r.Owner ? a with { StartedAt = b.World.Now } : a),
        Answers("Claim_OfAReleasedRecord_IsTheNextAttempt", "a release forgets the first start",
            (b, _, before, a) => Is(before, RecordState.Released) ? a with { StartedAt = b.World.Now } : a),
        Answers("Claim_OfACompletedRecord_IsReplayed", "a replay does not say which attempt it was",
            (_, _, _, a) => a.Status == ClaimStatus.Completed ? a with { Attempt = 0 } : a),
        Answers("Claim_OfAnExpiredRecord_IsAFirstAttempt", "the first start outlives the record",
            (b, r, before, a) => before is null && b.World.Seen.TryGetValue(r.Key, out var seen) ? a with { StartedAt = seen.StartedAt } : a),
        new("Claim_ThatIsCancelledBefore_ClaimsNothing", "cancellation is ignored", c => new(c) { IgnoresCancellation = true }),
    ];

    private static Plant[] Fingerprints =>
    [
        Compares("InProgress", RecordState.InProgress, ClaimStatus.InProgress, "OtherFingerprint_WhileInProgress_IsReused"),
        Compares("Abandoned", RecordState.Abandoned, ClaimStatus.InProgress, "OtherFingerprint_WhenAbandoned_IsReused"),
        Compares("Completed", RecordState.Completed, ClaimStatus.Completed, "OtherFingerprint_WhenCompleted_IsReused"),
        Compares("Held", RecordState.Held, ClaimStatus.Held, "OtherFingerprint_WhenHeld_IsReused"),
        Claiming("OtherFingerprint_WhenReleased_Runs", "a released record keeps others out", (b, r, before) =>
            Is(before, RecordState.Released) && before!.Fingerprint != r.Fingerprint && before.Checkpoint.IsEmpty
                ? Now(new ClaimResult { Status = ClaimStatus.KeyReused })
                : b.Right.ClaimAsync(r, default)),
        Claiming("OtherFingerprint_WhenExpired_Runs", "an expired record keeps others out", (b, r, before) =>
            before is null && b.World.Seen.TryGetValue(r.Key, out var seen) && seen.Fingerprint != r.Fingerprint
                ? Now(new ClaimResult { Status = ClaimStatus.KeyReused })
                : b.Right.ClaimAsync(r, default)),
        Requests("OtherSchema_IsComparedUnderTheSchemaThatWroteTheRecord", "earlier fingerprints are ignored", (r, _) => r with { EarlierFingerprints = default }),
    ];

    private static Plant[] Repeats =>
    [
        Claiming("Claim_AgainByItsOwner_ChangesNothing", "a repeated claim extends the lease", async (b, r, before) =>
        {
            if (Is(before, RecordState.InProgress) && before!.Owner == r.Owner)
            {
                await b.Right.RenewAsync(new(r.Key, r.Owner, r.Terms.Lease), default);
            }

            return await b.Right.ClaimAsync(r, default);
        }),
        Requests("Claim_AgainByItsOwner_AfterTheLease_IsTheSameAttempt", "an owner takes its own record over", (r, before) =>
            Is(before, RecordState.Abandoned) && before!.Owner == r.Owner ? r with { Owner = OwnerToken.Create() } : r),
        Answers("Claim_AgainByOneWhoReconciles_IsReconcileAgain", "a repeated claim forgets what it was given for", (_, r, before, a) =>
            before?.Owner == r.Owner && a.Status == ClaimStatus.Reconcile ? a with { Status = ClaimStatus.Claimed } : a),
        Completing("Complete_Again_KeepsTheFirstOutcome", "the last outcome stays", async (b, r, before) =>
            await AnewAsync(b, r.Key, r.Owner, before, RecordState.Completed)
                ? await b.Right.CompleteAsync(r with { Retention = before!.ExpiresAt!.Value - b.World.Now }, default)
                : await b.Right.CompleteAsync(r, default)),
        Completing("Complete_Again_DoesNotExtendTheRetention", "the last completion counts", async (b, r, before) =>
            await AnewAsync(b, r.Key, r.Owner, before, RecordState.Completed)
                ? await b.Right.CompleteAsync(r with { Outcome = before!.Outcome! }, default)
                : await b.Right.CompleteAsync(r, default)),
        Releasing("Release_Again_ChangesNothing", "the last release counts", async (b, r, before) =>
        {
            await AnewAsync(b, r.Key, r.Owner, before, RecordState.Released);
            return await b.Right.ReleaseAsync(r, default);
        }),
        Holding("Hold_Again_ChangesNothing", "the last reason stays", async (b, r, before) =>
        {
            await AnewAsync(b, r.Key, r.Owner, before, RecordState.Held);
            return await b.Right.HoldAsync(r, default);
        }),
    ];

    private static Plant Compares(string where, RecordState state, ClaimStatus instead, string name) => Answers(name, $"no fingerprint is compared: {where}", (_, r, before, a) =>
        Is(before, state) && a.Status == ClaimStatus.KeyReused && r.Terms.SchemaHash == before!.SchemaHash ? a with { Status = instead } : a);

    /// <summary>Puts the record back to its owner's attempt, where it is in that state.</summary>
    private static async Task<bool> AnewAsync(Broken b, RecordKey key, OwnerToken owner, IdempotencyRecord? before, RecordState state)
    {
        if (!Is(before, state) || before!.Owner != owner)
        {
            return false;
        }

        await b.Right.DeleteAsync(key, default);
        var terms = new ClaimTerms { Operation = before.Operation, Lease = TimeSpan.FromSeconds(30), Retention = before.Retention, SchemaHash = before.SchemaHash };
        await b.Right.ClaimAsync(new(key, owner, before.Fingerprint, terms), default);
        return true;
    }
}
