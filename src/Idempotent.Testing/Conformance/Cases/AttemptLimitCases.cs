using Idempotent.Storing;

namespace Idempotent.Testing;

internal static class AttemptLimitCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("MaxAttempts_OfAnAbandonedRecord_HoldsIt", async s =>
        {
            await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease);
            var answer = await s.Attempt(maxAttempts: 1).ClaimAsync(ClaimStatus.Held);
            Expect.Equal(HoldReason.AttemptsExhausted, answer.HoldReason, "the reason");
            await s.StateAsync(RecordState.Held);
        }),

        new("MaxAttempts_OfAReleasedRecord_HoldsIt", async s =>
        {
            await (await s.ClaimedAsync()).ReleaseAsync(WriteStatus.Applied);
            var answer = await s.Attempt(maxAttempts: 1).ClaimAsync(ClaimStatus.Held);
            Expect.Equal(HoldReason.AttemptsExhausted, answer.HoldReason, "the reason");
            await s.StateAsync(RecordState.Held);
        }),

        new("MaxAttempts_GivesTheLastAttempt", async s =>
        {
            await (await s.ClaimedAsync()).ReleaseAsync(WriteStatus.Applied);
            Expect.Equal(2, (await s.Attempt(maxAttempts: 2).ClaimAsync(ClaimStatus.Claimed)).Attempt, "the attempt");
        }),

        new("MaxAttempts_AfterADecisionToRunAgain_GivesOneMore", async s =>
        {
            await (await s.ClaimedAsync()).HoldAsync(WriteStatus.Applied);
            await s.ResolveAsync(ResolveStatus.Applied, Resolution.RunAgain);
            await s.Attempt(maxAttempts: 1).ClaimAsync(ClaimStatus.Claimed);
        }),
    ];
}
