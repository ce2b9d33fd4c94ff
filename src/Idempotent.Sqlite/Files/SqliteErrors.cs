using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>Says what a failure of SQLite means for who runs the store.</summary>
internal static class SqliteErrors
{
    public static IdempotencyStoreUnavailableException Unavailable(string path, SqliteException cause) =>
        new($"The SQLite store '{path}' failed: {Advice(cause)} ({cause.Message})", cause);

    public static IdempotencyStoreUnavailableException Busy(string path, TimeSpan waited) => new(
        $"The SQLite store '{path}' was locked by another writer for {waited.TotalSeconds:0.###} s. SQLite has one writer a file: keep transactions on it short, or raise {nameof(SqliteOptions)}.{nameof(SqliteOptions.BusyTimeout)}.");

    public static bool IsBusy(int code) => (code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    private static string Advice(SqliteException cause) => cause.SqliteErrorCode switch
    {
        _ when cause.SqliteExtendedErrorCode == raw.SQLITE_BUSY_SNAPSHOT =>
            "the transaction has read before it wrote, and another writer came between. Begin it with BeginTransaction(deferred: false).",
        raw.SQLITE_READONLY => "the file, its folder or its -wal and -shm files are read-only for this process; the store must be able to write all of them.",
        raw.SQLITE_CORRUPT => "the file is damaged. Restore it from a backup, or recover it with the sqlite3 shell's .recover; the store does not repair it.",
        raw.SQLITE_NOTADB => "the file is not a SQLite database, or it is encrypted.",
        raw.SQLITE_FULL => "the disk is full, or the database has reached its max_page_count.",
        raw.SQLITE_CANTOPEN => "the file can't be opened. Its folder must exist and be writable.",
        raw.SQLITE_PERM or raw.SQLITE_AUTH => "access to the file is denied.",
        raw.SQLITE_IOERR => "the disk reported an error.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another writer has the file.",
        raw.SQLITE_TOOBIG => "the outcome or checkpoint is larger than SQLite can store.",
        raw.SQLITE_PROTOCOL => "too many processes open the file at once.",
        var code => $"SQLite error {code}.",
    };
}
