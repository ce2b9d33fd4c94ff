using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>A step whose reply was lost is settled by taking it again.</summary>
internal static class RepeatCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Claim_AgainByItsOwner_ChangesNothing", async s =>
        {
            var owner = s.Attempt();
            var first = await owner.ClaimAsync(ClaimStatus.Claimed);
            await s.AdvanceAsync(s.Lease / 2);
            var again = await owner.ClaimAsync(ClaimStatus.Claimed);
            Expect.Equal(first.Attempt, again.Attempt, "the attempt");
            Expect.Equal(first.FencingToken, again.FencingToken, "the fencing token");
            Expect.Equal(first.StartedAt, again.StartedAt, "when it started");
            Expect.Within(s.Lease / 2, again.Remaining, "what is left of the lease");
        }),

        new("Claim_AgainByItsOwner_AfterTheLease_IsTheSameAttempt", async s =>
        {
            var owner = await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease);
            var again = await owner.ClaimAsync(ClaimStatus.Claimed);
            Expect.Equal(1, again.Attempt, "the attempt");
            Expect.Equal(TimeSpan.Zero, again.Remaining, "what is left of the lease");
        }),

        new("Claim_AgainByOneWhoReconciles_IsReconcileAgain", async s =>
        {
            await s.ClaimedAsync(hold: true);
            await s.AdvanceAsync(s.Lease);
            var reconciler = s.Attempt(hold: true, reconcile: true);
            await reconciler.ClaimAsync(ClaimStatus.Reconcile);
            Expect.Equal(2, (await reconciler.ClaimAsync(ClaimStatus.Reconcile)).Attempt, "the attempt");
        }),

        new("Complete_Again_KeepsTheFirstOutcome", async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.CompleteAsync(WriteStatus.Applied, "first");
            await owner.CompleteAsync(WriteStatus.Applied, "second");
            var record = await s.GetAsync();
            Expect.Bytes(Scene.Value("first").Payload, Expect.NotNull(record.Outcome, "the outcome").Payload, "the outcome");
        }),

        new("Complete_Again_DoesNotExtendTheRetention", async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.CompleteAsync(WriteStatus.Applied);
            var expiresAt = (await s.GetAsync()).ExpiresAt;
            await s.AdvanceAsync(s.Lease);
            await owner.CompleteAsync(WriteStatus.Applied);
            Expect.Equal(expiresAt, (await s.GetAsync()).ExpiresAt, "when the record expires");
        }),

        new("Release_Again_ChangesNothing", async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.ReleaseAsync(WriteStatus.Applied);
            var first = await s.GetAsync();
            await s.AdvanceAsync(s.Lease);
            await owner.ReleaseAsync(WriteStatus.Applied);
            var again = await s.GetAsync();
            Expect.Equal(first.Attempt, again.Attempt, "the attempt");
            Expect.Equal(first.ExpiresAt, again.ExpiresAt, "when the record expires");
        }),

        new("Hold_Again_ChangesNothing", async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.HoldAsync(WriteStatus.Applied, HoldReason.Failed);
            await owner.HoldAsync(WriteStatus.Applied, HoldReason.NotReconciled);
            Expect.Equal(HoldReason.Failed, (await s.GetAsync()).HoldReason, "the reason");
        }),
    ];
}
