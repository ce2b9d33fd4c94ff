using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>
/// One prepared statement of one connection. The driver's own commands sleep for 150 ms when the file is locked; this one answers at once and leaves waiting to us.
/// One caller at a time.
/// </summary>
internal abstract class Statement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    protected Statement(sqlite3 connection, string sql)
    {
        _connection = connection;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), connection);
    }

    public virtual void Dispose() => _statement.Dispose();

    /// <summary>Runs to the next row; false when there is none.</summary>
    protected bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        try
        {
            Check(code);
            return false;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs a statement that answers no rows.</summary>
    protected void Run()
    {
        Step();
        Reset();
    }

    /// <summary>Runs a statement that answers no rows; false, at once, when it needs the file's lock and another connection has it.</summary>
    protected bool TryRun()
    {
        var code = raw.sqlite3_step(_statement);
        var isBusy = SqliteErrors.IsBusy(code) && raw.sqlite3_extended_errcode(_connection) != raw.SQLITE_BUSY_SNAPSHOT;
        try
        {
            if (!isBusy)
            {
                Check(code);
            }
        }
        finally
        {
            Reset();
        }

        return !isBusy;
    }

    /// <summary>Ends the statement, and with it the read that it holds open outside of a transaction.</summary>
    protected void Reset() => raw.sqlite3_reset(_statement);

    protected void Bind(int index, long value) => Check(raw.sqlite3_bind_int64(_statement, index, value));

    protected void Bind(int index, string value) => Check(raw.sqlite3_bind_text(_statement, index, value));

    protected void Bind(int index, ReadOnlySpan<byte> value) => Check(value.IsEmpty
        ? raw.sqlite3_bind_zeroblob(_statement, index, 0)
        : raw.sqlite3_bind_blob(_statement, index, value));

    protected void BindNull(int index) => Check(raw.sqlite3_bind_null(_statement, index));

    protected long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    protected string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string() ?? "";

    /// <summary>The bytes of a column, valid until the next step.</summary>
    protected ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _connection);
}
