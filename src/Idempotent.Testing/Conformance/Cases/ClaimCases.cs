using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>The claim table with the same fingerprint.</summary>
internal static class ClaimCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Claim_OfAnAbsentKey_IsTheFirstAttempt", async s =>
        {
            var claim = await s.Attempt().ClaimAsync(ClaimStatus.Claimed);
            Expect.Equal(1, claim.Attempt, "the attempt");
            Expect.Within(s.Lease, claim.Remaining, "what is left of the lease");
            Expect.Equal(0, claim.Checkpoint.Length, "the length of the checkpoint");
        }),

        new("Claim_WhileTheLeaseIsAlive_IsInProgress", async s =>
        {
            var owner = await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease - s.Precision);
            var other = await s.Attempt().ClaimAsync(ClaimStatus.InProgress);
            Expect.Equal(1, other.Attempt, "the attempt in progress");
            Expect.Within(s.Precision, other.Remaining, "what is left of the lease");
            Expect.Equal(owner.Owner, (await s.GetAsync()).Owner, "the owner");
        }),

        new("Claim_WhenTheLeaseIsOver_IsTheNextAttempt", async s =>
        {
            var first = await s.Attempt().ClaimAsync(ClaimStatus.Claimed);
            await s.AdvanceAsync(s.Lease);
            var second = await s.Attempt().ClaimAsync(ClaimStatus.Claimed);
            Expect.Equal(2, second.Attempt, "the attempt");
            Expect.Equal(first.StartedAt, second.StartedAt, "when the first attempt started");
            Expect.Within(s.Lease, second.Remaining, "what is left of the lease");
        }),

        new("Claim_OfAReleasedRecord_IsTheNextAttempt", async s =>
        {
            var owner = s.Attempt();
            var first = await owner.ClaimAsync(ClaimStatus.Claimed);
            await owner.ReleaseAsync(WriteStatus.Applied);
            await s.AdvanceAsync(s.Precision);
            var second = await s.Attempt().ClaimAsync(ClaimStatus.Claimed);
            Expect.Equal(2, second.Attempt, "the attempt");
            Expect.Equal(first.StartedAt, second.StartedAt, "when the first attempt started");
        }),

        new("Claim_OfACompletedRecord_IsReplayed", async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.CompleteAsync(WriteStatus.Applied, "42");
            var replay = await s.Attempt().ClaimAsync(ClaimStatus.Completed);
            Expect.Bytes(Scene.Value("42").Payload, Expect.NotNull(replay.Outcome, "the outcome").Payload, "the outcome");
            Expect.Within(s.Retention, replay.Remaining, "what is left of the retention");
            Expect.Equal(1, replay.Attempt, "the attempt that completed");
        }),

        new("Claim_OfAnExpiredRecord_IsAFirstAttempt", async s =>
        {
            var owner = s.Attempt();
            var before = await owner.ClaimAsync(ClaimStatus.Claimed);
            await owner.CompleteAsync(WriteStatus.Applied);
            await s.AdvanceAsync(s.Retention);
            var after = await s.Attempt().ClaimAsync(ClaimStatus.Claimed);
            Expect.Equal(1, after.Attempt, "the attempt");
            Expect.True(after.StartedAt > before.StartedAt, "the first attempt of the new record started later");
        }),

        new("Claim_ThatIsCancelledBefore_ClaimsNothing", async s =>
        {
            try
            {
                await s.Store.ClaimAsync(s.Attempt().Request, new CancellationToken(canceled: true));
                throw new Unmet("claim under a cancelled token: expected OperationCanceledException.");
            }
            catch (OperationCanceledException)
            {
                Expect.True(await s.FindAsync() is null, "there is no record");
            }
        }),
    ];
}
