using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>Fencing tokens only grow, whatever happened to the record in between.</summary>
internal static class FencingCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("FencingToken_IsAtLeastTheStoresTime", async s =>
        {
            var claim = await s.Attempt().ClaimAsync(ClaimStatus.Claimed);
            Expect.True(claim.FencingToken >= StoreTime.FromUtc(claim.StartedAt), $"the token {claim.FencingToken} is at least the store's time in microseconds");
        }),

        Grows("Takeover", (s, _) => s.AdvanceAsync(s.Lease)),
        Grows("Release", (_, owner) => owner.ReleaseAsync(WriteStatus.Applied)),
        Grows("Expiry", async (s, owner) =>
        {
            await owner.CompleteAsync(WriteStatus.Applied);
            await s.AdvanceAsync(s.Retention);
        }),
        Grows("Purge", async (s, owner) =>
        {
            await owner.CompleteAsync(WriteStatus.Applied);
            await s.AdvanceAsync(s.Retention);
            await s.Store.PurgeAsync(100, default);
        }),
        Grows("Delete", async (s, _) => await s.Store.DeleteAsync(Scene.Key("key"), default)),
        Grows("Decision", async (s, owner) =>
        {
            await owner.HoldAsync(WriteStatus.Applied);
            await s.ResolveAsync(ResolveStatus.Applied, Resolution.RunAgain, attempt: 4);
        }),
    ];

    private static ConformanceCase Grows(string what, Func<Scene, Attempt, Task> between) => new($"FencingToken_GrowsOver{what}", async s =>
    {
        // Attempts faster than the clock: the token runs ahead of the time, which alone would not make it grow.
        for (var i = 0; i < 3; i++)
        {
            await (await s.ClaimedAsync()).ReleaseAsync(WriteStatus.Applied);
        }

        var owner = s.Attempt();
        var before = (await owner.ClaimAsync(ClaimStatus.Claimed)).FencingToken;
        await between(s, owner);
        var after = (await s.Attempt().ClaimAsync(ClaimStatus.Claimed)).FencingToken;
        Expect.True(after > before, $"the token after is greater than {before}, not {after}");
    });
}
