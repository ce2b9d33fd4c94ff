using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>Records are the store's, not an instance's.</summary>
internal static class InstanceCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Instances_ShareTheirRecords", StoreFeatures.Sharing, async s =>
        {
            var other = await s.Harness.OpenAsync();
            Expect.True(!ReferenceEquals(other, s.Store), "the harness opens another instance");
            var owner = await s.ClaimedAsync();
            await s.Attempt(on: other).ClaimAsync(ClaimStatus.InProgress);
            await (owner with { Store = other }).RenewAsync(WriteStatus.Applied);
            await owner.CompleteAsync(WriteStatus.Applied);
            await s.Attempt(on: other).ClaimAsync(ClaimStatus.Completed);
        }),

        new("Records_OutliveTheInstanceThatWroteThem", StoreFeatures.Reopening, async s =>
        {
            var running = await s.ClaimedAsync("running");
            await (await s.ClaimedAsync("released")).ReleaseAsync(WriteStatus.Applied);
            await (await s.ClaimedAsync("held")).HoldAsync(WriteStatus.Applied);
            await (await s.ClaimedAsync("completed")).CompleteAsync(WriteStatus.Applied, "42");

            var reopened = await ReopenAsync(s);

            Expect.Equal(2, (await reopened.Attempt("released").ClaimAsync(ClaimStatus.Claimed)).Attempt, "the attempt");
            await reopened.Attempt("held").ClaimAsync(ClaimStatus.Held);
            var replay = await reopened.Attempt("completed").ClaimAsync(ClaimStatus.Completed);
            Expect.Bytes(Scene.Value("42").Payload, Expect.NotNull(replay.Outcome, "the outcome").Payload, "the outcome");
            await (running with { Store = reopened.Store }).CompleteAsync(WriteStatus.Applied);
        }),

        new("FencingToken_GrowsOverDeletionAndReopening", StoreFeatures.Reopening, async s =>
        {
            for (var i = 0; i < 3; i++)
            {
                await (await s.ClaimedAsync()).ReleaseAsync(WriteStatus.Applied);
            }

            var before = (await s.Attempt().ClaimAsync(ClaimStatus.Claimed)).FencingToken;
            await s.Store.DeleteAsync(Scene.Key("key"), default);
            var reopened = await ReopenAsync(s);
            var after = (await reopened.Attempt().ClaimAsync(ClaimStatus.Claimed)).FencingToken;
            Expect.True(after > before, $"the token after is greater than {before}, not {after}");
        }),
    ];

    private static async Task<Scene> ReopenAsync(Scene s)
    {
        await s.Harness.CloseAsync(s.Store);
        return await Scene.OpenAsync(s.Harness);
    }
}
