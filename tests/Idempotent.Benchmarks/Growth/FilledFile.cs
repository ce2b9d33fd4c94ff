using System.Globalization;
using Idempotent.Sqlite;
using Idempotent.Storing;
using Microsoft.Data.Sqlite;

namespace Idempotent.Benchmarks.Growth;

/// <summary>
/// A file with a great many records: one that the store wrote itself, copied by SQLite under other keys. Keys come in no order, as those of real calls do, and expire in the order in which they came.
/// </summary>
internal sealed class FilledFile(string folder) : IAsyncDisposable
{
    private const int Insert = 500_000;

    private static readonly RecordKey s_template = new("template");

    public static ClaimTerms Terms { get; } = new() { Operation = "charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(24) };

    public static StoredOutcome Outcome { get; } = new(OutcomeKind.Value, "json", new byte[48]);

    public SqliteIdempotencyStore Store { get; } = Open(folder);

    public static SqliteIdempotencyStore Open(string folder) =>
        new(Path.Combine(folder, "growth.db"), new() { Synchronous = SqliteSynchronous.Normal, PurgeInterval = Timeout.InfiniteTimeSpan });

    /// <summary>The key of a record; the same multiplication as in <see cref="FillAsync"/>.</summary>
    public static RecordKey Key(long number) => new(((number * 2_654_435_761) & 0xFFFFFFFF).ToString("x8", CultureInfo.InvariantCulture) + "-5f0c6b3a7d0f4a57");

    /// <summary>Adds records until there are so many.</summary>
    /// <param name="count">A multiple of what one insert takes.</param>
    /// <param name="expired">Whether they are over.</param>
    public async Task FillAsync(long count, bool expired = false)
    {
        await ClaimAndCompleteAsync(Store, s_template);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "growth.db")};Pooling=false");
        connection.Open();
        Run(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; DELETE FROM idempotency_records WHERE key >= 'new-' AND key < 'new.'");
        var columns = string.Join(", ", Columns(connection).Select(column => column switch
        {
            "key" => "printf('%08x', (n * 2654435761) & 4294967295) || '-5f0c6b3a7d0f4a57'",
            "expires_at" or "due_at" => expired ? "1 + n" : $"{column} + n",
            _ => column,
        }));
        for (var from = (long)Run(connection, "SELECT count(*) - 1 FROM idempotency_records")!; from < count; from += Insert)
        {
            Run(connection, $"""
                WITH RECURSIVE numbers(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {from + Insert})
                INSERT INTO idempotency_records SELECT {columns} FROM numbers, idempotency_records WHERE key = '{s_template}'
                """);
        }

        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Of a new key; they are removed before the file is filled further.</summary>
    public static Task ClaimAndCompleteAsync(SqliteIdempotencyStore store) => ClaimAndCompleteAsync(store, new($"new-{Guid.NewGuid():n}"));

    private static async Task ClaimAndCompleteAsync(SqliteIdempotencyStore store, RecordKey key)
    {
        var claim = new ClaimRequest(key, OwnerToken.Create(), Fingerprint.Empty, Terms);
        if ((await store.ClaimAsync(claim, default)).Status == ClaimStatus.Claimed)
        {
            await store.CompleteAsync(new(key, claim.Owner, Outcome, Terms.Retention), default);
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private static List<string> Columns(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info('idempotency_records') ORDER BY cid";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command.ExecuteScalar();
    }
}
