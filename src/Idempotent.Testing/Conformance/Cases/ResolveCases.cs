using Idempotent.Storing;

namespace Idempotent.Testing;

internal static class ResolveCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Resolve_RunAgain_GivesTheNextAttempt", async s =>
        {
            await HeldAsync(s);
            await s.ResolveAsync(ResolveStatus.Applied, Resolution.RunAgain);
            Expect.Equal(2, (await s.Attempt().ClaimAsync(ClaimStatus.Claimed)).Attempt, "the attempt");
        }),

        new("Resolve_CompleteWith_IsReplayed", async s =>
        {
            await HeldAsync(s);
            await s.ResolveAsync(ResolveStatus.Applied, Resolution.CompleteWith(Scene.Value("decided")));
            var replay = await s.Attempt().ClaimAsync(ClaimStatus.Completed);
            Expect.Bytes(Scene.Value("decided").Payload, Expect.NotNull(replay.Outcome, "the outcome").Payload, "the outcome");
            Expect.Within(s.Retention, replay.Remaining, "what is left of the retention");
        }),

        new("Resolve_OfAnAbandonedRecord_IsApplied", async s =>
        {
            await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease);
            await s.ResolveAsync(ResolveStatus.Applied, Resolution.RunAgain);
            await s.StateAsync(RecordState.Released);
        }),

        new("Resolve_TakesTheRecordFromItsOwner", async s =>
        {
            var owner = await HeldAsync(s);
            await s.ResolveAsync(ResolveStatus.Applied, Resolution.RunAgain);
            await owner.CompleteAsync(WriteStatus.NotOwner);
            await s.StateAsync(RecordState.Released);
        }),

        new("Resolve_AtAnotherAttempt_IsAMismatch", async s =>
        {
            await HeldAsync(s);
            await s.ResolveAsync(ResolveStatus.AttemptMismatch, Resolution.RunAgain, attempt: 2);
            await s.StateAsync(RecordState.Held);
        }),

        new("Resolve_OfARecordThatNeedsNoDecision_IsRefused", async s =>
        {
            await s.ClaimedAsync("running");
            await (await s.ClaimedAsync("completed")).CompleteAsync(WriteStatus.Applied);
            await (await s.ClaimedAsync("released")).ReleaseAsync(WriteStatus.Applied);
            await s.ResolveAsync(ResolveStatus.Refused, Resolution.RunAgain, key: "running");
            await s.ResolveAsync(ResolveStatus.Refused, Resolution.RunAgain, key: "completed");
            await s.ResolveAsync(ResolveStatus.Refused, Resolution.RunAgain, key: "released");
        }),

        new("Resolve_OfAnAbsentKey_IsNotFound", s => s.ResolveAsync(ResolveStatus.NotFound, Resolution.RunAgain)),
    ];

    private static async Task<Attempt> HeldAsync(Scene s)
    {
        var owner = await s.ClaimedAsync();
        await owner.HoldAsync(WriteStatus.Applied);
        return owner;
    }
}
