using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>Tables of its own on a real server, whose clock nobody moves: leases are short, and time passes.</summary>
public sealed class PostgreSqlHarness : StoreHarness
{
    private readonly PostgreSqlTables _tables = new();

    /// <summary>The server's clock decides.</summary>
    public override StoreFeatures Lacks => StoreFeatures.CallerClocks;

    public override TimeSpan Lease => TimeSpan.FromMilliseconds(400);

    public override TimeSpan Retention => TimeSpan.FromMilliseconds(1300);

    public override TimeSpan Precision => TimeSpan.FromMilliseconds(200);

    public override int RaceRounds => 3;

    public override async ValueTask<IIdempotencyStore> OpenAsync()
    {
        await _tables.MakeRoomAsync();
        return await _tables.OpenAsync();
    }

    public override async ValueTask AdvanceAsync(TimeSpan time) => await _tables.PassAsync(time);

    public override async ValueTask DisposeAsync()
    {
        await _tables.DisposeAsync();
        await base.DisposeAsync();
    }
}
