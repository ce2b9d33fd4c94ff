using Idempotent.Storing;

namespace Idempotent.Testing;

internal static class LeaseCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Renew_ExtendsTheLeaseFromNow", async s =>
        {
            var owner = await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease / 2);
            await owner.RenewAsync(WriteStatus.Applied);
            await s.AdvanceAsync(s.Lease - s.Precision);
            await s.Attempt().ClaimAsync(ClaimStatus.InProgress);
            await s.AdvanceAsync(s.Precision);
            await s.Attempt().ClaimAsync(ClaimStatus.Claimed);
        }),

        new("Renew_AfterTheLease_WhenNothingTookOver_IsApplied", async s =>
        {
            var owner = await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease * 2);
            await owner.RenewAsync(WriteStatus.Applied);
            await s.StateAsync(RecordState.InProgress);
        }),

        new("Abandoned_IsSeenAsSoonAsTheLeaseIsOver", async s =>
        {
            await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease);
            await s.StateAsync(RecordState.Abandoned);
            var listed = await s.Store.ListAsync(new() { State = RecordState.Abandoned }, null, 10, default);
            Expect.Equal(1, listed.Records.Count, "how many abandoned ones are listed");
            Expect.Equal(1L, await s.CountAsync(RecordState.Abandoned), "how many abandoned ones are counted");
            Expect.Equal(0L, await s.CountAsync(RecordState.InProgress), "how many in progress are counted");
        }),

        new("ClocksOfCallers_DecideNothing", StoreFeatures.CallerClocks, async s =>
        {
            var ahead = await s.Harness.OpenSkewedAsync(s.Retention * 2);
            var behind = await s.Harness.OpenSkewedAsync(s.Retention * -2);
            await s.ClaimedAsync("right");
            await s.ClaimedAsync("behind", on: behind);
            await s.ClaimedAsync("ahead", on: ahead);
            await s.Attempt("right", on: ahead).ClaimAsync(ClaimStatus.InProgress);
            await s.Attempt("behind").ClaimAsync(ClaimStatus.InProgress);
            Expect.Within(s.Lease, (await s.Attempt("ahead").ClaimAsync(ClaimStatus.InProgress)).Remaining, "what is left of a lease that was taken under a clock ahead");
            await s.AdvanceAsync(s.Lease);
            await s.Attempt("ahead").ClaimAsync(ClaimStatus.Claimed);
            await s.Attempt("right", on: behind).ClaimAsync(ClaimStatus.Claimed);
        }),
    ];
}
