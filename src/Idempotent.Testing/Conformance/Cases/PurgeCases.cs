using Idempotent.Storing;

namespace Idempotent.Testing;

internal static class PurgeCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Purge_LeavesWhatHasNotExpired", async s =>
        {
            await SeveralAsync(s);

            await s.Store.PurgeAsync(100, default);

            await s.StateAsync(RecordState.Held, "held");
            await s.StateAsync(RecordState.Completed, "completed");
            await s.StateAsync(RecordState.Released, "released");
            await s.StateAsync(RecordState.InProgress, "running");
        }),

        new("Purge_RemovesWhatHasExpired", StoreFeatures.ExpiredRecords, async s =>
        {
            await SeveralAsync(s);
            Expect.Equal(new PurgeResult(3, 0, More: false), await s.Store.PurgeAsync(100, default), "the purge");
        }),

        new("Purge_StopsAtItsLimit", StoreFeatures.ExpiredRecords, async s =>
        {
            for (var i = 0; i < 5; i++)
            {
                await (await s.ClaimedAsync($"key-{i}")).CompleteAsync(WriteStatus.Applied);
            }

            await s.AdvanceAsync(s.Retention);
            Expect.Equal(new PurgeResult(3, 0, More: true), await s.Store.PurgeAsync(3, default), "the first purge");
            Expect.Equal(new PurgeResult(2, 0, More: false), await s.Store.PurgeAsync(3, default), "the second purge");
        }),

        new("Purge_ThatHolds_StopsAtItsLimit", async s =>
        {
            for (var i = 0; i < 5; i++)
            {
                await s.ClaimedAsync($"key-{i}", hold: true);
            }

            await s.AdvanceAsync(s.Lease);
            Expect.Equal(new PurgeResult(0, 3, More: true), await s.Store.PurgeAsync(3, default), "the purge");
            Expect.Equal(2L, await s.CountAsync(RecordState.Abandoned), "how many are left");
        }),

        new("Purge_HoldsWhatIsAbandonedUnderHold", async s =>
        {
            var owner = await s.ClaimedAsync(hold: true);
            await s.AdvanceAsync(s.Lease);
            Expect.Equal(new PurgeResult(0, 1, More: false), await s.Store.PurgeAsync(100, default), "the purge");
            var record = await s.GetAsync();
            Expect.Equal(RecordState.Held, record.State, "the state");
            Expect.Equal(HoldReason.Abandoned, record.HoldReason, "the reason");
            await owner.CompleteAsync(WriteStatus.Applied);
        }),
    ];

    /// <summary>Three that have expired, and one of each state that has not.</summary>
    private static async Task SeveralAsync(Scene s)
    {
        await (await s.ClaimedAsync("old-completed")).CompleteAsync(WriteStatus.Applied);
        await (await s.ClaimedAsync("old-released")).ReleaseAsync(WriteStatus.Applied);
        await s.ClaimedAsync("old-abandoned");
        await (await s.ClaimedAsync("held")).HoldAsync(WriteStatus.Applied);
        await s.AdvanceAsync(s.Lease + s.Retention);
        await (await s.ClaimedAsync("completed")).CompleteAsync(WriteStatus.Applied);
        await (await s.ClaimedAsync("released")).ReleaseAsync(WriteStatus.Applied);
        await s.ClaimedAsync("running");
    }
}
