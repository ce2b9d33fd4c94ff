using Idempotent.Storing;

namespace Idempotent.Testing;

internal static class CheckpointCases
{
    private static readonly byte[] s_reserved = [1, 2, 3];

    public static ConformanceCase[] All { get; } =
    [
        new("Progress_IsHandedToWhoTakesOver", StoreFeatures.Checkpoints, async s =>
        {
            await (await s.ClaimedAsync()).SaveAsync(WriteStatus.Applied, s_reserved);
            await s.AdvanceAsync(s.Lease);
            Expect.Bytes(s_reserved, (await s.Attempt().ClaimAsync(ClaimStatus.Claimed)).Checkpoint, "the checkpoint");
        }),

        new("Progress_IsHandedOnAfterARelease", StoreFeatures.Checkpoints, async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.SaveAsync(WriteStatus.Applied, s_reserved);
            await owner.ReleaseAsync(WriteStatus.Applied);
            Expect.Bytes(s_reserved, (await s.Attempt().ClaimAsync(ClaimStatus.Claimed)).Checkpoint, "the checkpoint");
        }),

        new("Progress_IsNotHandedToAnotherFingerprint", StoreFeatures.Checkpoints, async s =>
        {
            var owner = await s.ClaimedAsync(print: "10");
            await owner.SaveAsync(WriteStatus.Applied, s_reserved);
            await owner.ReleaseAsync(WriteStatus.Applied);
            Expect.Equal(0, (await s.Attempt(print: "99").ClaimAsync(ClaimStatus.Claimed)).Checkpoint.Length, "the length of the checkpoint");
        }),

        new("Progress_ReplacesWhatWasSaved", StoreFeatures.Checkpoints, async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.SaveAsync(WriteStatus.Applied, new byte[] { 9, 9 });
            await owner.SaveAsync(WriteStatus.Applied, s_reserved);
            Expect.Bytes(s_reserved, (await s.GetAsync()).Checkpoint, "the checkpoint");
        }),

        new("Progress_IsTheBytesAtTheTimeOfTheCall", StoreFeatures.Checkpoints, async s =>
        {
            byte[] buffer = [1, 2, 3];
            await (await s.ClaimedAsync()).SaveAsync(WriteStatus.Applied, buffer);
            buffer.AsSpan().Clear();
            Expect.Bytes(s_reserved, (await s.GetAsync()).Checkpoint, "the checkpoint");
        }),

        new("Progress_OfARecordThatIsNotInProgress_IsRefused", StoreFeatures.Checkpoints, async s =>
        {
            var (released, completed, held) = (await s.ClaimedAsync("released"), await s.ClaimedAsync("completed"), await s.ClaimedAsync("held"));
            await released.ReleaseAsync(WriteStatus.Applied);
            await completed.CompleteAsync(WriteStatus.Applied);
            await held.HoldAsync(WriteStatus.Applied);
            await released.SaveAsync(WriteStatus.Refused, s_reserved);
            await completed.SaveAsync(WriteStatus.Refused, s_reserved);
            await held.SaveAsync(WriteStatus.Refused, s_reserved);
        }),
    ];
}
