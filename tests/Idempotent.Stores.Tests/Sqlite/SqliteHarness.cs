using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Sqlite;

public sealed class SqliteHarness : StoreHarness
{
    private readonly SqliteFile _file = new();

    /// <summary>The store's clock is the machine's, and so is its callers'.</summary>
    public override StoreFeatures Lacks => StoreFeatures.CallerClocks;

    public override ValueTask<IIdempotencyStore> OpenAsync() => new(_file.Open());

    public override ValueTask AdvanceAsync(TimeSpan time)
    {
        _file.Time.Advance(time);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        await base.DisposeAsync();
    }
}
