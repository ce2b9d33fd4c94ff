using Idempotent.Storing;
using Idempotent.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Stores.Tests;

/// <summary>The in-memory store as users have it: one instance, whose records end with it.</summary>
public sealed class MemoryHarness : StoreHarness
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryIdempotencyStore _store;

    public MemoryHarness() => _store = new(_time);

    public override StoreFeatures Lacks => StoreFeatures.Transactions | StoreFeatures.Sharing | StoreFeatures.Reopening | StoreFeatures.CallerClocks;

    public override ValueTask<IIdempotencyStore> OpenAsync() => new(_store);

    public override ValueTask AdvanceAsync(TimeSpan time)
    {
        _time.Advance(time);
        return ValueTask.CompletedTask;
    }
}
