using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>Who may write: the current owner, and nobody else.</summary>
internal static class OwnerCases
{
    public static ConformanceCase[] All { get; } =
    [
        FormerOwner("Complete", a => a.CompleteAsync(WriteStatus.NotOwner)),
        FormerOwner("Release", a => a.ReleaseAsync(WriteStatus.NotOwner)),
        FormerOwner("Renew", a => a.RenewAsync(WriteStatus.NotOwner)),
        FormerOwner("Hold", a => a.HoldAsync(WriteStatus.NotOwner)),
        FormerOwner("SaveProgress", a => a.SaveAsync(WriteStatus.NotOwner, new byte[] { 1 }), StoreFeatures.Checkpoints),

        new("Writes_ToAnAbsentKey_AreNotTheOwners", async s =>
        {
            var nobody = s.Attempt();
            await nobody.CompleteAsync(WriteStatus.NotOwner);
            await nobody.ReleaseAsync(WriteStatus.NotOwner);
            await nobody.RenewAsync(WriteStatus.NotOwner);
            await nobody.HoldAsync(WriteStatus.NotOwner);
            Expect.True(await s.FindAsync() is null, "writes to an absent key make no record");
        }),

        new("Complete_AfterTheLease_WhenNothingTookOver_IsApplied", async s =>
        {
            var owner = await s.ClaimedAsync();
            await s.AdvanceAsync(s.Lease * 2);
            await owner.CompleteAsync(WriteStatus.Applied);
            await s.StateAsync(RecordState.Completed);
        }),

        new("Complete_WhileHeld_IsApplied", async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.HoldAsync(WriteStatus.Applied);
            await owner.CompleteAsync(WriteStatus.Applied);
            await s.StateAsync(RecordState.Completed);
        }),

        new("Complete_OfAReleasedRecord_IsRefused", async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.ReleaseAsync(WriteStatus.Applied);
            await owner.CompleteAsync(WriteStatus.Refused);
            await s.StateAsync(RecordState.Released);
        }),

        new("Release_OfACompletedRecord_IsRefused", async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.CompleteAsync(WriteStatus.Applied);
            await owner.ReleaseAsync(WriteStatus.Refused);
            await s.StateAsync(RecordState.Completed);
        }),

        new("Release_OfAHeldRecord_IsRefused", async s =>
        {
            var owner = await s.ClaimedAsync();
            await owner.HoldAsync(WriteStatus.Applied);
            await owner.ReleaseAsync(WriteStatus.Refused);
            await s.StateAsync(RecordState.Held);
        }),

        new("Renew_OfARecordThatIsNotInProgress_IsRefused", async s =>
        {
            var (released, completed, held) = (await s.ClaimedAsync("released"), await s.ClaimedAsync("completed"), await s.ClaimedAsync("held"));
            await released.ReleaseAsync(WriteStatus.Applied);
            await completed.CompleteAsync(WriteStatus.Applied);
            await held.HoldAsync(WriteStatus.Applied);
            await released.RenewAsync(WriteStatus.Refused);
            await completed.RenewAsync(WriteStatus.Refused);
            await held.RenewAsync(WriteStatus.Refused);
        }),

        new("Hold_OfARecordThatIsOver_IsRefused", async s =>
        {
            var (released, completed) = (await s.ClaimedAsync("released"), await s.ClaimedAsync("completed"));
            await released.ReleaseAsync(WriteStatus.Applied);
            await completed.CompleteAsync(WriteStatus.Applied);
            await released.HoldAsync(WriteStatus.Refused);
            await completed.HoldAsync(WriteStatus.Refused);
        }),
    ];

    /// <summary>Two owners whose record was taken over, one after the other.</summary>
    private static ConformanceCase FormerOwner(string step, Func<Attempt, Task> write, StoreFeatures needs = StoreFeatures.None) => new($"{step}_ByAFormerOwner_IsNotTheOwners", needs, async s =>
    {
        var first = await s.ClaimedAsync();
        await s.AdvanceAsync(s.Lease);
        var second = await s.ClaimedAsync();
        await s.AdvanceAsync(s.Lease);
        var third = await s.ClaimedAsync();
        var before = await s.GetAsync();

        await write(first);
        await write(second);

        var after = await s.GetAsync();
        Expect.Equal(RecordState.InProgress, after.State, "the state");
        Expect.Equal(third.Owner, after.Owner, "the owner");
        Expect.Equal(before.LeaseUntil, after.LeaseUntil, "the lease");
        Expect.Equal(0, after.Checkpoint.Length, "the length of the checkpoint");
    });
}
