using Idempotent.Storing;

namespace Idempotent.Testing;

internal static class ReconcileCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Reconcile_OfAnAbandonedRecord_IsTheNextAttempt", async s =>
        {
            await s.ClaimedAsync(hold: true);
            await s.AdvanceAsync(s.Lease);
            var reconciler = s.Attempt(hold: true, reconcile: true);
            var claim = await reconciler.ClaimAsync(ClaimStatus.Reconcile);
            Expect.Equal(2, claim.Attempt, "the attempt");
            Expect.Within(s.Lease, claim.Remaining, "what is left of the lease");
            Expect.Equal(reconciler.Owner, (await s.GetAsync()).Owner, "the owner");
        }),

        new("Reconcile_OfARecordHeldAsAbandoned_IsTheNextAttempt", async s =>
        {
            await s.ClaimedAsync(hold: true);
            await s.AdvanceAsync(s.Lease);
            await s.Attempt(hold: true).ClaimAsync(ClaimStatus.Held);
            Expect.Equal(2, (await s.Attempt(hold: true, reconcile: true).ClaimAsync(ClaimStatus.Reconcile)).Attempt, "the attempt");
            await s.StateAsync(RecordState.InProgress);
        }),

        new("Reconcile_OfARecordHeldForAnotherReason_IsHeld", async s =>
        {
            var owner = await s.ClaimedAsync(hold: true);
            await owner.HoldAsync(WriteStatus.Applied, HoldReason.NotReconciled);
            await s.Attempt(hold: true, reconcile: true).ClaimAsync(ClaimStatus.Held);
        }),

        new("Reconcile_WhoseAttemptDies_IsStillHeld", async s =>
        {
            await s.ClaimedAsync(hold: true);
            await s.AdvanceAsync(s.Lease);
            await s.Attempt(reconcile: true).ClaimAsync(ClaimStatus.Reconcile);
            await s.AdvanceAsync(s.Lease);
            await s.Attempt().ClaimAsync(ClaimStatus.Held);
        }),
    ];
}
