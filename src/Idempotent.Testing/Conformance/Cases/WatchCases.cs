using Idempotent.Storing;

namespace Idempotent.Testing;

internal static class WatchCases
{
    public static ConformanceCase[] All { get; } =
    [
        Wakes("Completion", (_, owner) => owner.CompleteAsync(WriteStatus.Applied)),
        Wakes("Release", (_, owner) => owner.ReleaseAsync(WriteStatus.Applied)),
        Wakes("Hold", (_, owner) => owner.HoldAsync(WriteStatus.Applied)),
        Wakes("Deletion", async (s, _) => await s.Store.DeleteAsync(Scene.Key("key"), default)),
        Wakes("Decision", (s, _) => s.ResolveAsync(ResolveStatus.Applied, Resolution.RunAgain), prepare: owner => owner.HoldAsync(WriteStatus.Applied)),

        new("Watch_WakesForAChangeBeforeTheWait", StoreFeatures.Watching, async s =>
        {
            var owner = await s.ClaimedAsync();
            await using var watch = await WatchAsync(s);
            await owner.CompleteAsync(WriteStatus.Applied);
            await WokenAsync(s, watch.WaitAsync(s.Retention, default).AsTask());
        }),

        new("Watch_WakesAgain", StoreFeatures.Watching, async s =>
        {
            await using var watch = await WatchAsync(s);
            var wait = watch.WaitAsync(s.Retention, default).AsTask();
            await (await s.ClaimedAsync()).ReleaseAsync(WriteStatus.Applied);
            await WokenAsync(s, wait);
            wait = watch.WaitAsync(s.Retention, default).AsTask();
            await (await s.ClaimedAsync()).CompleteAsync(WriteStatus.Applied);
            await WokenAsync(s, wait);
        }),

        new("Watch_ReturnsWhenTheTimeIsOver", StoreFeatures.Watching, async s =>
        {
            await s.ClaimedAsync();
            await using var watch = await WatchAsync(s);
            var wait = watch.WaitAsync(s.Lease, default).AsTask();
            await s.AdvanceAsync(s.Lease);
            await WokenAsync(s, wait);
        }),

        new("Watch_ThatIsCancelled_Throws", StoreFeatures.Watching, async s =>
        {
            await s.ClaimedAsync();
            await using var watch = await WatchAsync(s);
            using var cancellation = new CancellationTokenSource();
            var wait = watch.WaitAsync(s.Retention, cancellation.Token).AsTask();
            await cancellation.CancelAsync();
            await WokenAsync(s, wait.ContinueWith(_ => { }, TaskScheduler.Default));
            Expect.True(wait.IsCanceled, "the wait is cancelled");
        }),
    ];

    public static async Task<IRecordWatch> WatchAsync(Scene s, IIdempotencyStore? on = null, string key = "key") =>
        await ((IWatchingStore)(on ?? s.Store)).WatchAsync(Scene.Key(key), default);

    public static Task WokenAsync(Scene s, Task wait) => Expect.SoonAsync(wait, s.Harness.Patience, "the watch wakes");

    private static ConformanceCase Wakes(string what, Func<Scene, Attempt, Task> change, Func<Attempt, Task>? prepare = null) =>
        new($"Watch_WakesOn{what}", StoreFeatures.Watching, async s =>
        {
            var owner = await s.ClaimedAsync();
            await (prepare?.Invoke(owner) ?? Task.CompletedTask);
            await using var watch = await WatchAsync(s);
            var wait = watch.WaitAsync(s.Retention, default).AsTask();
            await change(s, owner);
            await WokenAsync(s, wait);
        });
}
