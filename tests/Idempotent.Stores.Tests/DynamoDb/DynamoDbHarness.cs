using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.DynamoDb;

/// <summary>A table of its own on a real server, and a clock that all callers share.</summary>
public sealed class DynamoDbHarness : StoreHarness
{
    private readonly DynamoDbTable _table = new();

    /// <summary>The callers' clocks decide: DynamoDB has none.</summary>
    public override StoreFeatures Lacks => StoreFeatures.Watching | StoreFeatures.Transactions | StoreFeatures.CallerClocks;

    public override int RaceRounds => 3;

    public override async ValueTask<IIdempotencyStore> OpenAsync() => await _table.OpenAsync();

    public override ValueTask AdvanceAsync(TimeSpan time)
    {
        _table.Time.Advance(time);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _table.DisposeAsync();
        await base.DisposeAsync();
    }
}
