using Idempotent.Storing;

namespace Idempotent.Stores.Tests;

internal static partial class BrokenStores
{
    private static Plant[] Owners =>
    [
        Completing("Complete_ByAFormerOwner_IsNotTheOwners", "complete ignores the owner", (b, r, before) =>
            b.Right.CompleteAsync(before?.Attempt >= 3 ? r with { Owner = before.Owner } : r, default)),
        Releasing("Release_ByAFormerOwner_IsNotTheOwners", "release ignores the owner", (b, r, before) =>
            b.Right.ReleaseAsync(before?.Attempt >= 3 ? r with { Owner = before.Owner } : r, default)),
        Renewing("Renew_ByAFormerOwner_IsNotTheOwners", "renew ignores the owner", (b, r, before) =>
            b.Right.RenewAsync(before?.Attempt >= 3 ? r with { Owner = before.Owner } : r, default)),
        Holding("Hold_ByAFormerOwner_IsNotTheOwners", "hold ignores the owner", (b, r, before) =>
            b.Right.HoldAsync(before?.Attempt >= 3 ? r with { Owner = before.Owner } : r, default)),
        new("SaveProgress_ByAFormerOwner_IsNotTheOwners", "save progress ignores the owner", c => new(c)
        {
            SaveProgress = (key, owner, progress, before) => c.World.Store.SaveProgressAsync(key, before?.Attempt >= 3 ? before.Owner : owner, progress, default),
        }),
        Releasing("Writes_ToAnAbsentKey_AreNotTheOwners", "release of nothing is fine", (b, r, before) =>
            before is null ? Now(WriteStatus.Applied) : b.Right.ReleaseAsync(r, default)),
        Completing("Complete_AfterTheLease_WhenNothingTookOver_IsApplied", "a late completion is refused", (b, r, before) =>
            Is(before, RecordState.Abandoned) ? Now(WriteStatus.NotOwner) : b.Right.CompleteAsync(r, default)),
        Completing("Complete_WhileHeld_IsApplied", "what is held can't be completed", (b, r, before) =>
            before?.HoldReason == HoldReason.Failed ? Now(WriteStatus.Refused) : b.Right.CompleteAsync(r, default)),
        Completing("Complete_OfAReleasedRecord_IsRefused", "what was given back can be completed", (b, r, before) =>
            Is(before, RecordState.Released) && before!.Owner == r.Owner ? Now(WriteStatus.Applied) : b.Right.CompleteAsync(r, default)),
        Releasing("Release_OfACompletedRecord_IsRefused", "what is completed can be given back", (b, r, before) =>
            Is(before, RecordState.Completed) ? Now(WriteStatus.Applied) : b.Right.ReleaseAsync(r, default)),
        Releasing("Release_OfAHeldRecord_IsRefused", "what is held can be given back", (b, r, before) =>
            Is(before, RecordState.Held) ? Now(WriteStatus.Applied) : b.Right.ReleaseAsync(r, default)),
        Renewing("Renew_OfARecordThatIsNotInProgress_IsRefused", "what is completed can be renewed", (b, r, before) =>
            Is(before, RecordState.Completed) ? Now(WriteStatus.Applied) : b.Right.RenewAsync(r, default)),
        Holding("Hold_OfARecordThatIsOver_IsRefused", "what is completed can be held", (b, r, before) =>
            Is(before, RecordState.Completed) ? Now(WriteStatus.Applied) : b.Right.HoldAsync(r, default)),
    ];

    private static Plant[] Leases =>
    [
        Renewing("Renew_ExtendsTheLeaseFromNow", "a renewed lease is a little short", (b, r, _) =>
            b.Right.RenewAsync(r with { Lease = r.Lease - TimeSpan.FromMilliseconds(2) }, default)),
        Renewing("Renew_AfterTheLease_WhenNothingTookOver_IsApplied", "a late renewal is refused", (b, r, before) =>
            Is(before, RecordState.Abandoned) ? Now(WriteStatus.NotOwner) : b.Right.RenewAsync(r, default)),
        new("Abandoned_IsSeenAsSoonAsTheLeaseIsOver", "lists know no abandoned ones", c => new(c)
        {
            List = (filter, after, size) => filter.State == RecordState.Abandoned ? Now(new RecordPage([], null)) : c.World.Store.ListAsync(filter, after, size, default),
        }),
        Claiming("ClocksOfCallers_DecideNothing", "the caller's clock ends leases", async (b, r, before) =>
        {
            if (Is(before, RecordState.InProgress) && before!.LeaseUntil <= b.World.Now + b.Client.Ahead)
            {
                await b.Right.DeleteAsync(r.Key, default);
            }

            return await b.Right.ClaimAsync(r, default);
        }),
    ];

    private static Plant[] Holds =>
    [
        Answers("Hold_KeepsTheRecordFromEverybody", "the reason is lost", (_, _, before, a) =>
            before?.HoldReason == HoldReason.Failed ? a with { HoldReason = HoldReason.None } : a),
        Answers("Claim_OfAnAbandonedRecord_WhoseClaimSaidHold_IsHeld", "the reason is made up", (_, r, before, a) =>
            Is(before, RecordState.Abandoned) && before!.HoldWhenAbandoned && !r.Terms.HoldWhenAbandoned ? a with { HoldReason = HoldReason.Failed } : a),
        Requests("Claim_ThatSaysHold_OfAnAbandonedRecord_IsHeld", "only the stored policy counts", (r, before) =>
            Is(before, RecordState.Abandoned) && !before!.HoldWhenAbandoned ? WithTerms(r, t => t with { HoldWhenAbandoned = false }) : r),
        Answers("Claim_ThatTurnsARecordToHeld_SaysSoOnce", "every claim of a held record says that it turned it", (_, _, _, a) =>
            a.Status == ClaimStatus.Held ? a with { IsNewlyHeld = true } : a),
        Completing("Claim_ThatTurnedARecordToHeld_LeavesItToItsOwner", "a claim that holds takes the record from its owner", (b, r, _) =>
            b.World.HeldByClaim.ContainsKey(r.Key) ? Now(WriteStatus.NotOwner) : b.Right.CompleteAsync(r, default)),
        Answers("Reconcile_OfAnAbandonedRecord_IsTheNextAttempt", "reconciling is not an attempt", (_, r, before, a) =>
            Is(before, RecordState.Abandoned) && before!.Owner != r.Owner && a.Status == ClaimStatus.Reconcile ? a with { Attempt = before.Attempt } : a),
        Requests("Reconcile_OfARecordHeldAsAbandoned_IsTheNextAttempt", "what is held is never reconciled", (r, before) =>
            Is(before, RecordState.Held) ? WithTerms(r, t => t with { CanReconcile = false }) : r),
        Answers("Reconcile_OfARecordHeldForAnotherReason_IsHeld", "whatever is held is reconciled", (_, r, before, a) =>
            before?.HoldReason == HoldReason.NotReconciled && r.Terms.CanReconcile ? a with { Status = ClaimStatus.Reconcile } : a),
        Claiming("Reconcile_WhoseAttemptDies_IsStillHeld", "reconciling lifts the hold", async (b, r, before) =>
        {
            if (Is(before, RecordState.Abandoned) && before!.Attempt == 2 && before.HoldWhenAbandoned)
            {
                await b.Right.ResolveAsync(new(r.Key, 2, Resolution.RunAgain), default);
            }

            return await b.Right.ClaimAsync(r, default);
        }),
        Requests("MaxAttempts_OfAnAbandonedRecord_HoldsIt", "takeovers are not limited", (r, before) =>
            Is(before, RecordState.Abandoned) ? WithTerms(r, t => t with { MaxAttempts = 0 }) : r),
        Requests("MaxAttempts_OfAReleasedRecord_HoldsIt", "attempts after a release are not limited", (r, before) =>
            Is(before, RecordState.Released) ? WithTerms(r, t => t with { MaxAttempts = 0 }) : r),
        Requests("MaxAttempts_GivesTheLastAttempt", "one attempt less", (r, _) =>
            r.Terms.MaxAttempts > 1 ? WithTerms(r, t => t with { MaxAttempts = t.MaxAttempts - 1 }) : r),
        Claiming("MaxAttempts_AfterADecisionToRunAgain_GivesOneMore", "a decision does not lift the limit", (b, r, before) =>
            Is(before, RecordState.Released) && before!.Owner == OwnerToken.None && before.Attempt == r.Terms.MaxAttempts
                ? Now(new ClaimResult { Status = ClaimStatus.Held })
                : b.Right.ClaimAsync(r, default)),
    ];
}
