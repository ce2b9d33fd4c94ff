using Idempotent.Storing;

namespace Idempotent.Testing;

internal static class HoldCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Hold_KeepsTheRecordFromEverybody", async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.HoldAsync(WriteStatus.Applied, HoldReason.Failed);
            var answer = await s.Attempt().ClaimAsync(ClaimStatus.Held);
            Expect.Equal(HoldReason.Failed, answer.HoldReason, "the reason");
            Expect.Equal(1, answer.Attempt, "the attempt that is held");
        }),

        new("Claim_OfAnAbandonedRecord_WhoseClaimSaidHold_IsHeld", async s =>
        {
            await s.ClaimedAsync(hold: true);
            await s.AdvanceAsync(s.Lease);
            var answer = await s.Attempt().ClaimAsync(ClaimStatus.Held);
            Expect.Equal(HoldReason.Abandoned, answer.HoldReason, "the reason");
            await s.StateAsync(RecordState.Held);
        }),

        new("Claim_ThatSaysHold_OfAnAbandonedRecord_IsHeld", async s =>
        {
            await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease);
            await s.Attempt(hold: true).ClaimAsync(ClaimStatus.Held);
            await s.StateAsync(RecordState.Held);
        }),

        new("Claim_ThatTurnsARecordToHeld_SaysSoOnce", async s =>
        {
            await s.ClaimedAsync(hold: true);
            await s.AdvanceAsync(s.Lease);
            Expect.True((await s.Attempt().ClaimAsync(ClaimStatus.Held)).IsNewlyHeld, "the claim that turns it says so");
            Expect.True(!(await s.Attempt().ClaimAsync(ClaimStatus.Held)).IsNewlyHeld, "the next one does not");
        }),

        new("Claim_ThatTurnedARecordToHeld_LeavesItToItsOwner", async s =>
        {
            var owner = await s.ClaimedAsync(hold: true);
            await s.AdvanceAsync(s.Lease);
            await s.Attempt(hold: true).ClaimAsync(ClaimStatus.Held);
            await owner.CompleteAsync(WriteStatus.Applied, "late");
            await s.Attempt(hold: true).ClaimAsync(ClaimStatus.Completed);
        }),
    ];
}
