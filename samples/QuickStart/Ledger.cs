using System.Globalization;
using Microsoft.Data.Sqlite;

namespace QuickStart;

/// <summary>The payments' own table, in the same file as the store's records.</summary>
public static class Ledger
{
    /// <summary>Starts the run: goes on with a ledger that was left unfinished, else begins a new one. True when it goes on.</summary>
    public static bool Open(string path)
    {
        if (File.Exists(path) && !IsUnfinished(path))
        {
            foreach (var file in new[] { path, path + "-wal", path + "-shm" })
            {
                File.Delete(file);
            }
        }

        var resumed = File.Exists(path);
        Execute(path, "PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS ledger (order_id TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL, process INTEGER NOT NULL); CREATE TABLE IF NOT EXISTS finished (at TEXT)");
        return resumed;
    }

    public static void Finish(string path) => Execute(path, "INSERT INTO finished VALUES (datetime('now'))");

    public static SortedDictionary<string, long> Totals(string path)
    {
        var totals = new SortedDictionary<string, long>(StringComparer.Ordinal);
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT currency, sum(amount) FROM ledger GROUP BY currency";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            totals[reader.GetString(0)] = reader.GetInt64(1);
        }

        return totals;
    }

    private static bool IsUnfinished(string path)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'finished'";
        if (Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0)
        {
            return true;
        }

        command.CommandText = "SELECT count(*) FROM finished";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0;
    }

    private static void Execute(string path, string sql)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Both callers pass constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }
}
