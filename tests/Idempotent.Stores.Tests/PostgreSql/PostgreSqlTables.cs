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

    /// <summary>Makes a schema that tables without a name of their own are made in, beside the store's.</summary>
    public Task MakeRoomAsync() => QueryAsync("CREATE SCHEMA IF NOT EXISTS {0}");

    /// <summary>Opens a store.</summary>
    /// <param name="configure">Changes its settings.</param>
    /// <param name="proxy">What it connects to in place of the server.</param>
    /// <param name="poolSize">How many connections it may have.</param>
    public async Task<PostgreSqlIdempotencyStore> OpenAsync(Action<PostgreSqlOptions>? configure = null, FaultProxy? proxy = null, int poolSize = 10)
    {
        var options = Options;
        configure?.Invoke(options);
        var address = PostgreSqlServer.ConnectionStringTo(proxy?.Port ?? (await PostgreSqlServer.Shared).Port);
        var store = new PostgreSqlIdempotencyStore($"{address};Timeout=5;Maximum Pool Size={poolSize};Search Path=\"{Prefix},public\";Application Name={Prefix}", options);
        _stores.Add(store);
        return store;
    }

    /// <summary>Opens a connection of the application's own.</summary>
    public static async Task<NpgsqlConnection> ConnectAsync(string database = "postgres")
    {
        var connection = new NpgsqlConnection($"{(await PostgreSqlServer.Shared).ConnectionString};Database={database};Pooling=false");
        await connection.OpenAsync();
        return connection;
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

        await QueryAsync("DROP FUNCTION IF EXISTS {0}claim, {0}claim_many, {0}complete_many; DROP TABLE IF EXISTS {0}records, {0}meta; DROP FUNCTION IF EXISTS {0}wake; DROP SCHEMA IF EXISTS {0} CASCADE");
    }
}
