using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>Retention is not lease: what expires, from when, and what never does.</summary>
internal static class RetentionCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Retention_OfAnOutcome_CountsFromItsCompletion", async s =>
        {
            var owner = await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease / 2);
            await owner.CompleteAsync(WriteStatus.Applied);
            await s.AdvanceAsync(s.Retention - s.Precision);
            await s.Attempt().ClaimAsync(ClaimStatus.Completed);
            await s.AdvanceAsync(s.Precision);
            await s.Attempt().ClaimAsync(ClaimStatus.Claimed);
        }),

        new("Retention_OfAReleasedRecord_CountsFromItsRelease", async s =>
        {
            var owner = await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease / 2);
            await owner.ReleaseAsync(WriteStatus.Applied);
            await s.AdvanceAsync(s.Retention - s.Precision);
            await s.StateAsync(RecordState.Released);
            await s.AdvanceAsync(s.Precision);
            Expect.Equal(1, (await s.Attempt().ClaimAsync(ClaimStatus.Claimed)).Attempt, "the attempt after the retention");
        }),

        new("Retention_OfAnAbandonedRecord_CountsFromTheEndOfItsLease", async s =>
        {
            await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease + s.Retention - s.Precision);
            await s.StateAsync(RecordState.Abandoned);
            await s.AdvanceAsync(s.Precision);
            Expect.Equal(1, (await s.Attempt().ClaimAsync(ClaimStatus.Claimed)).Attempt, "the attempt after the retention");
        }),

        new("InProgress_WithALiveLease_NeverExpires", async s =>
        {
            var request = s.Attempt().Request;
            await new Attempt(s.Store, request with { Terms = request.Terms with { Lease = s.Retention * 3 } }).ClaimAsync(ClaimStatus.Claimed);
            await s.AdvanceAsync(s.Retention * 2);
            await s.Store.PurgeAsync(100, default);
            await s.StateAsync(RecordState.InProgress);
        }),

        new("Abandoned_UnderHold_NeverExpires", async s =>
        {
            await s.ClaimedAsync(hold: true);
            await s.AdvanceAsync(s.Retention * 3);
            await s.StateAsync(RecordState.Abandoned);
            await s.Attempt().ClaimAsync(ClaimStatus.Held);
        }),

        new("Held_NeverExpires", async s =>
        {
            await (await s.ClaimedAsync()).HoldAsync(WriteStatus.Applied);
            await s.AdvanceAsync(s.Retention * 3);
            await s.Store.PurgeAsync(100, default);
            await s.StateAsync(RecordState.Held);
        }),
    ];
}
