using Idempotent.Storing;

namespace Idempotent.Testing;

internal static class HarnessCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Harness_SaysWhatTheStoreLacks", s =>
        {
            Same<IWatchingStore>(s, StoreFeatures.Watching);
            Same<ICheckpointStore>(s, StoreFeatures.Checkpoints);
            Same<IPairClaimStore>(s, StoreFeatures.PairClaims);
            Same<ITransactionalStore>(s, StoreFeatures.Transactions);
            return Task.CompletedTask;
        }),

        new("Guarantee_IsStated", s =>
        {
            var guarantee = s.Store.Guarantee;
            Expect.True(guarantee.Name.Length > 0 && guarantee.DurableWhen.Length > 0 && guarantee.FailoverLoses.Length > 0, "each clause of the guarantee says something");
            Expect.True(Enum.IsDefined(guarantee.Reach) && Enum.IsDefined(guarantee.Clock), "reach and clock are defined values");
            return Task.CompletedTask;
        }),
    ];

    private static void Same<TCapability>(Scene s, StoreFeatures feature)
        where TCapability : class =>
        Expect.Equal(!s.Harness.Lacks.HasFlag(feature), s.Store is TCapability, $"the store is {typeof(TCapability).Name}");
}
