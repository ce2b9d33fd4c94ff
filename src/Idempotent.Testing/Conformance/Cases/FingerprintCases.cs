using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>The claim table with another fingerprint.</summary>
internal static class FingerprintCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("OtherFingerprint_WhileInProgress_IsReused", async s =>
        {
            await s.ClaimedAsync(print: "10");
            await IsReusedAsync(s, RecordState.InProgress);
        }),

        new("OtherFingerprint_WhenAbandoned_IsReused", async s =>
        {
            await s.ClaimedAsync(print: "10");
            await s.AdvanceAsync(s.Lease);
            await IsReusedAsync(s, RecordState.Abandoned);
        }),

        new("OtherFingerprint_WhenCompleted_IsReused", async s =>
        {
            await (await s.ClaimedAsync(print: "10")).CompleteAsync(WriteStatus.Applied);
            await IsReusedAsync(s, RecordState.Completed);
        }),

        new("OtherFingerprint_WhenHeld_IsReused", async s =>
        {
            await (await s.ClaimedAsync(print: "10")).HoldAsync(WriteStatus.Applied);
            await IsReusedAsync(s, RecordState.Held);
        }),

        new("OtherFingerprint_WhenReleased_Runs", async s =>
        {
            await (await s.ClaimedAsync(print: "10")).ReleaseAsync(WriteStatus.Applied);
            await s.Attempt(print: "99").ClaimAsync(ClaimStatus.Claimed);
            Expect.Equal(Scene.Print("99"), (await s.GetAsync()).Fingerprint, "the fingerprint");
        }),

        new("OtherFingerprint_WhenExpired_Runs", async s =>
        {
            await (await s.ClaimedAsync(print: "10")).CompleteAsync(WriteStatus.Applied);
            await s.AdvanceAsync(s.Retention);
            await s.Attempt(print: "99").ClaimAsync(ClaimStatus.Claimed);
        }),

        new("OtherSchema_IsComparedUnderTheSchemaThatWroteTheRecord", async s =>
        {
            await s.ClaimedAsync(print: "old");
            var newer = s.Attempt(print: "new").Request;
            newer = newer with { Terms = newer.Terms with { SchemaHash = 2 } };
            await new Attempt(s.Store, newer with { EarlierFingerprints = new[] { new SchemaFingerprint(1, Scene.Print("old")) } }).ClaimAsync(ClaimStatus.InProgress);
            await new Attempt(s.Store, newer with { EarlierFingerprints = new[] { new SchemaFingerprint(1, Scene.Print("else")) } }).ClaimAsync(ClaimStatus.KeyReused);
        }),
    ];

    private static async Task IsReusedAsync(Scene s, RecordState state)
    {
        await s.Attempt(print: "99").ClaimAsync(ClaimStatus.KeyReused);
        var record = await s.GetAsync();
        Expect.Equal(state, record.State, "the state after the reuse");
        Expect.Equal(Scene.Print("10"), record.Fingerprint, "the fingerprint after the reuse");
    }
}
