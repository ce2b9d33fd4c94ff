using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>The file behind a store: opened, put into WAL mode and given its tables at the first use. Thread-safe.</summary>
internal sealed class DatabaseFile : IDisposable
{
    /// <summary>Milliseconds that a reader may wait while another process repairs the file after a crash.</summary>
    private const int RepairPatience = 5_000;

    private readonly SqliteSynchronous _synchronous;
    private readonly TimeSpan _busyTimeout;
    private readonly TimeProvider _time;
    private readonly string _ownConnection;
    private readonly string _bodyConnection;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile string? _realPath;

    public DatabaseFile(string dataSource, SqliteSynchronous synchronous, TimeSpan busyTimeout, TimeProvider time)
    {
        (_synchronous, _busyTimeout, _time) = (synchronous, busyTimeout, time);
        var builder = DataSource.Parse(dataSource);
        Path = builder.DataSource;
        _bodyConnection = builder.ConnectionString;
        // Our own connections keep their prepared statements, so they are pooled here and not by the driver.
        builder.Pooling = false;
        _ownConnection = builder.ConnectionString;
    }

    public string Path { get; }

    /// <summary>Makes the file ready; waits, without a thread, while another process has it. Costs nothing once it is.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">The file can't be opened; the next call tries again.</exception>
    public ValueTask ReadyAsync(CancellationToken cancellationToken) => _realPath is not null ? ValueTask.CompletedTask : new(OpenFirstAsync(cancellationToken));

    /// <summary>Makes the file ready without waiting; false when somebody has it.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">The file can't be opened.</exception>
    public bool TryReady() => _realPath is not null || TryOpenFirst();

    /// <summary>A connection for reading, which nobody but a process that repairs the file after a crash keeps waiting. The caller disposes it.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">The file failed.</exception>
    public Session OpenReader() => new(OpenReady(_ownConnection, RepairPatience), ownsConnection: true, _time);

    /// <summary>A connection for writing, which answers at once when another one has the file. The caller disposes it.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">The file failed.</exception>
    public Session OpenWriter() => new(OpenReady(_ownConnection, patience: 0), ownsConnection: true, _time);

    /// <summary>A connection for the body of a transactional operation, pooled by the driver as the application's own are.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">The file failed.</exception>
    public SqliteConnection OpenForBody() => OpenReady(_bodyConnection, patience: 0);

    /// <summary>Whether a connection has this file as its main database, by whatever path. Once the file is ready.</summary>
    public bool IsOpenIn(SqliteConnection connection) => RealPath(connection) == _realPath;

    /// <summary>The store's statements on a connection that somebody else owns.</summary>
    public Session OpenSessionOn(SqliteConnection connection) => new(connection, ownsConnection: false, _time);

    public void Dispose()
    {
        using (var connection = new SqliteConnection(_bodyConnection))
        {
            SqliteConnection.ClearPool(connection);
        }

        _opening.Dispose();
    }

    private SqliteConnection OpenReady(string connectionString, int patience)
    {
        try
        {
            var connection = Open(connectionString, RepairPatience);
            raw.sqlite3_busy_timeout(connection.Handle, patience);
            return connection;
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Unavailable(Path, e);
        }
    }

    /// <param name="connectionString">What to open.</param>
    /// <param name="patience">For how many milliseconds SQLite may wait, on the calling thread, for another process.</param>
    private SqliteConnection Open(string connectionString, int patience)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, patience);
            Execute(connection, _synchronous == SqliteSynchronous.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private async Task OpenFirstAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var deadline = new Deadline(_busyTimeout);
            for (var tries = 0; _realPath is null && !TryOpenFirst(); tries++)
            {
                if (deadline.IsOver)
                {
                    throw SqliteErrors.Busy(Path, _busyTimeout);
                }

                await Deadline.PauseAsync(tries, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>False when another process has the file.</summary>
    private bool TryOpenFirst()
    {
        try
        {
            using var connection = Open(_ownConnection, patience: 0);
            if (Query(connection, "PRAGMA journal_mode = WAL", static s => raw.sqlite3_column_text(s, 0).utf8_to_string()) is not "wal" and var mode)
            {
                throw new IdempotencyStoreUnavailableException(
                    $"The SQLite store '{Path}' can't use WAL (its journal mode stays '{mode}'), so several processes can't share it. Put the file on a local disk.");
            }

            if (ReadVersion(connection) != Schema.Version)
            {
                Execute(connection, "BEGIN IMMEDIATE");
                // Read again: another process may have been faster.
                var version = ReadVersion(connection);
                if (version > Schema.Version)
                {
                    throw new IdempotencyStoreUnavailableException(
                        $"The tables in '{Path}' have version {version}, made by a newer Idempotent.Sqlite; this one knows up to {Schema.Version}. Update the package.");
                }

                Execute(connection, Schema.StepsFrom(version) + "COMMIT");
            }

            _realPath = RealPath(connection);
            return true;
        }
        catch (SqliteException e) when (SqliteErrors.IsBusy(e.SqliteErrorCode))
        {
            return false;
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Unavailable(Path, e);
        }
    }

    private static string RealPath(SqliteConnection connection) => raw.sqlite3_db_filename(connection.Handle, "main").utf8_to_string();

    private static long ReadVersion(SqliteConnection connection) =>
        Query(connection, Schema.Exists, static s => raw.sqlite3_column_int64(s, 0)) == 0 ? 0
        : Query(connection, Schema.ReadVersion, static s => raw.sqlite3_column_int64(s, 0));

    private static void Execute(SqliteConnection connection, string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);

    private static T Query<T>(SqliteConnection connection, string sql, Func<sqlite3_stmt, T> read)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement), connection.Handle);
        using (statement)
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_step(statement), connection.Handle);
            return read(statement);
        }
    }
}
