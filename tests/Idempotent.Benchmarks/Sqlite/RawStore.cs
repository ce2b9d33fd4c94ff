using Microsoft.Data.Sqlite;

namespace Idempotent.Benchmarks.Sqlite;

/// <summary>The raw driver: prepared statements on one connection, each in a transaction of its own, over a table as narrow as the guarantee allows.</summary>
internal sealed class RawStore : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _claim;
    private readonly SqliteCommand _complete;
    private readonly SqliteCommand _select;

    public RawStore(string path, bool isFull)
    {
        _connection = new($"Data Source={path};Pooling=false");
        _connection.Open();
        Execute($"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(isFull ? "FULL" : "NORMAL")}");
        Execute("CREATE TABLE raw (key TEXT NOT NULL PRIMARY KEY, owner BLOB NOT NULL, fingerprint BLOB NOT NULL, lease_until INTEGER NOT NULL, expires_at INTEGER NOT NULL, outcome BLOB) STRICT");
        _claim = Command("INSERT INTO raw VALUES ($key, $owner, x'01', 30, 60, NULL) ON CONFLICT DO NOTHING", "$key", "$owner");
        _complete = Command("UPDATE raw SET outcome = $outcome, expires_at = 90 WHERE key = $key AND owner = $owner", "$outcome", "$key", "$owner");
        _select = Command("SELECT outcome, expires_at FROM raw WHERE key = $key", "$key");
    }

    public void ClaimAndComplete(string key, byte[] owner, byte[] outcome)
    {
        _claim.Parameters[0].Value = key;
        _claim.Parameters[1].Value = owner;
        _claim.ExecuteNonQuery();
        _complete.Parameters[0].Value = outcome;
        _complete.Parameters[1].Value = key;
        _complete.Parameters[2].Value = owner;
        _complete.ExecuteNonQuery();
    }

    public byte[] Select(string key)
    {
        _select.Parameters[0].Value = key;
        using var reader = _select.ExecuteReader();
        reader.Read();
        return (byte[])reader.GetValue(0);
    }

    public void Dispose() => _connection.Dispose();

    private SqliteCommand Command(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        return command;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
