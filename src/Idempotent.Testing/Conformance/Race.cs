using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>One round of a race: callers that start at once, over one instance of the store or over two.</summary>
internal sealed class Race(int round, IIdempotencyStore[] stores)
{
    public const int Callers = 32;

    /// <summary>A case that runs all rounds over one instance, and again over two where the store can have two.</summary>
    public static ConformanceCase Case(string name, StoreFeatures needs, Func<Scene, Race, Task> run) => new(name, needs, async s =>
    {
        IIdempotencyStore[] two = s.Harness.Lacks.HasFlag(StoreFeatures.Sharing) ? [] : [s.Store, await s.Harness.OpenAsync()];
        foreach (var stores in new[] { [s.Store], two })
        {
            for (var round = 0; stores.Length > 0 && round < s.Harness.RaceRounds; round++)
            {
                try
                {
                    await run(s, new(round, stores));
                }
                catch (Unmet unmet)
                {
                    throw new Unmet($"round {round} over {stores.Length} instance(s): {unmet.Message}");
                }
            }
        }
    });

    /// <summary>Keys of this round's own.</summary>
    public string[] Keys(int count) => [.. Enumerable.Range(0, count).Select(i => $"{stores.Length}-{round}-{i}")];

    /// <summary>The instance of a caller.</summary>
    public IIdempotencyStore Store(int caller) => stores[caller % stores.Length];

    /// <summary>Lets all callers wait at a barrier, and go.</summary>
    public static async Task<T[]> AtOnceAsync<T>(Func<int, Task<T>> call)
    {
        var barrier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = Enumerable.Range(0, Callers).Select(async caller =>
        {
            await barrier.Task;
            return await call(caller);
        }).ToArray();
        barrier.SetResult();
        return await Task.WhenAll(callers);
    }
}
