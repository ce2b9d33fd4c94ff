using Npgsql;

namespace Idempotent.Benchmarks.PostgreSql;

/// <summary>The raw driver: the least that claims once, and completes only for the owner.</summary>
internal sealed class RawPostgreSql(NpgsqlDataSource dataSource)
{
    public const string Table =
        """
        CREATE TABLE raw (key text COLLATE "C" PRIMARY KEY, owner bytea NOT NULL, expires_at timestamptz NOT NULL, outcome bytea);
        CREATE INDEX raw_expires_at ON raw (expires_at);
        """;

    private const string Insert = "INSERT INTO raw VALUES ($1, $2, clock_timestamp() + interval '24 hours', NULL) ON CONFLICT (key) DO NOTHING";
    private const string Select = "SELECT owner, outcome FROM raw WHERE key = $1 AND expires_at > clock_timestamp()";
    private const string Claim = $"WITH claimed AS ({Insert} RETURNING 1) SELECT EXISTS (SELECT FROM claimed), (SELECT outcome FROM raw WHERE key = $1)";
    private const string Complete = "UPDATE raw SET outcome = $3 WHERE key = $1 AND owner = $2";

    public async Task ClaimAsync(string key, byte[] owner)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await RunAsync(connection, Claim, key, owner);
    }

    public async Task ClaimAndCompleteAsync(string key, byte[] owner, byte[] outcome)
    {
        await ClaimAsync(key, owner);
        await using var connection = await dataSource.OpenConnectionAsync();
        await RunAsync(connection, Complete, key, owner, outcome);
    }

    public async Task TransactAsync(string key, byte[] owner, byte[] outcome)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, Insert, key, owner);
        await RunAsync(connection, Complete, key, owner, outcome);
        await transaction.CommitAsync();
    }

    public async Task GetAsync(string key)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await RunAsync(connection, Select, key);
    }

    /// <summary>What is written where a lock of the database is all there is: taken on a connection of its own until all is done, as DistributedLock.Postgres does.</summary>
    public async Task LockAndRunAsync(string key, byte[] owner, byte[] outcome)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await RunAsync(connection, "SELECT pg_advisory_lock(hashtextextended($1, 0))", key);
        await RunAsync(connection, Select, key);
        await RunAsync(connection, "INSERT INTO raw VALUES ($1, $2, clock_timestamp() + interval '24 hours', $3)", key, owner, outcome);
        await RunAsync(connection, "SELECT pg_advisory_unlock(hashtextextended($1, 0))", key);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, string key, params byte[][] more)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<string>() { TypedValue = key } } };
        foreach (var bytes in more)
        {
            command.Parameters.Add(new NpgsqlParameter<byte[]>() { TypedValue = bytes });
        }

        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            _ = reader.FieldCount;
        }
    }
}
