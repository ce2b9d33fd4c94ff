using Microsoft.Data.Sqlite;

namespace Idempotent.Sqlite;

/// <summary>Turns what a user names as the database, a path or a connection string, into connection strings, and refuses what several processes can't share.</summary>
internal static class DataSource
{
    public static SqliteConnectionStringBuilder Parse(string dataSource)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataSource);
        var builder = ParseConnectionString(dataSource) ?? new SqliteConnectionStringBuilder { DataSource = dataSource };
        if (builder.DataSource.Length == 0 || builder.Mode == SqliteOpenMode.Memory
            || builder.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase) || builder.DataSource.Contains("mode=memory", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                "A SQLite database in memory is lost with its connection, so it can't keep a promise. Give a file path, or call UseInMemory() for tests and single processes.", nameof(dataSource));
        }

        if (builder.Mode == SqliteOpenMode.ReadOnly)
        {
            throw new ArgumentException("The store writes, so its connection string can't say Mode=ReadOnly.", nameof(dataSource));
        }

        if (builder.Cache == SqliteCacheMode.Shared)
        {
            throw new ArgumentException("Cache=Shared locks whole tables against readers, so duplicates would wait for every write. Leave it out: the store uses WAL.", nameof(dataSource));
        }

        // What a relative path means must not change when the process changes its folder.
        if (!builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && !builder.DataSource.StartsWith('|'))
        {
            builder.DataSource = Path.GetFullPath(builder.DataSource);
        }

        return builder;
    }

    private static SqliteConnectionStringBuilder? ParseConnectionString(string text)
    {
        if (!text.Contains('=', StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var builder = new SqliteConnectionStringBuilder(text);
            return builder.DataSource.Length > 0 || builder.Mode == SqliteOpenMode.Memory ? builder : null;
        }
        catch (ArgumentException)
        {
            // Not a connection string: a path with an equals sign.
            return null;
        }
    }
}
