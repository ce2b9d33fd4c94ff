using Idempotent.Sqlite;
using Idempotent.Storing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Stores.Tests.Sqlite;

/// <summary>A database file of one test's own, with a clock that only the test moves.</summary>
public sealed class SqliteFile : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("idempotent-sqlite-");
    private readonly List<SqliteIdempotencyStore> _stores = [];

    public static ClaimTerms Terms { get; } = new() { Operation = "payments.charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(24) };

    public static StoredOutcome Outcome { get; } = new(OutcomeKind.Value, "json", "42"u8.ToArray());

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public FakeTimeProvider Time { get; } = new(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public string Path => System.IO.Path.Combine(_folder.FullName, "records.db");

    public SqliteIdempotencyStore Open(Action<SqliteOptions>? configure = null)
    {
        var options = new SqliteOptions { Synchronous = SqliteSynchronous.Normal, PurgeInterval = Timeout.InfiniteTimeSpan, WatchInterval = TimeSpan.FromMilliseconds(1) };
        configure?.Invoke(options);
        var store = new SqliteIdempotencyStore(Path, options, Time);
        _stores.Add(store);
        return store;
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Another writer that has the file until it is disposed.</summary>
    public SqliteTransaction Occupy() => Connect().BeginTransaction(deferred: false);

    /// <summary>Puts the folder elsewhere: who has opened the file keeps it, and nobody else can.</summary>
    public void TakeAway() => _folder.MoveTo($"{_folder.FullName}-gone");

    public object? Query(string sql)
    {
        using var connection = Connect();
        return Run(connection, sql);
    }

    public static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public static RecordKey Key(string name = "order-42") => new($"idempotency::payments.charge:{name}");

    public static ClaimRequest Claim(string name = "order-42", OwnerToken? owner = null, ClaimTerms? terms = null, byte fingerprint = 1) =>
        new(Key(name), owner ?? OwnerToken.Create(), Fingerprint.FromBytes([fingerprint]), terms ?? Terms);

    public static CompleteRequest Complete(in ClaimRequest claim) => new(claim.Key, claim.Owner, Outcome, claim.Terms.Retention);

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
