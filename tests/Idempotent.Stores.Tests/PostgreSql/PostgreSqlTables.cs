using Idempotent.PostgreSql;
using Idempotent.Servers;
using Npgsql;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>Tables of a test's own on the shared server, and stores over them.</summary>
public sealed class PostgreSqlTables : IAsyncDisposable
{
    private static readonly Lazy<Task<NpgsqlDataSource>> s_shared = new(static async () => NpgsqlDataSource.Create((await PostgreSqlServer.Shared).ConnectionString));

    private readonly List<PostgreSqlIdempotencyStore> _stores = [];

    public string Prefix { get; } = $"t{Guid.NewGuid():n}_";

    /// <summary>Settings that name these tables.</summary>
    public PostgreSqlOptions Options => new() { TablePrefix = Prefix, PurgeInterval = Timeout.InfiniteTimeSpan };

    public async Task<PostgreSqlIdempotencyStore> OpenAsync()
    {
        var server = await PostgreSqlServer.Shared;
        var store = new PostgreSqlIdempotencyStore(server.ConnectionString + ";Maximum Pool Size=10", Options);
        _stores.Add(store);
        return store;
    }

    /// <summary>Runs statements; {0} stands for the prefix.</summary>
    public async Task<object?> QueryAsync(string sql)
    {
        await using var command = (await s_shared.Value).CreateCommand(sql.Replace("{0}", Prefix, StringComparison.Ordinal));
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Returns when so much of the server's time has passed.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var until = await NowAsync() + time;
        while (until - await NowAsync() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, TimeProvider.System);
        }

        async Task<DateTime> NowAsync() => (DateTime)(await QueryAsync("SELECT clock_timestamp()"))!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await QueryAsync("DROP FUNCTION IF EXISTS {0}claim; DROP TABLE IF EXISTS {0}records, {0}meta");
    }
}
