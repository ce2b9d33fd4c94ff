using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>
/// Begins and ends transactions. Atomic: BEGIN IMMEDIATE takes the file's one write lock at once, so what is read after it can't change before COMMIT; after a plain BEGIN, SQLite gives
/// the lock to the first write only if nothing has changed since the first read.
/// </summary>
internal sealed class TransactionStatements(sqlite3 connection) : IDisposable
{
    private readonly Dictionary<string, Command> _commands = [];

    /// <summary>Whether a transaction is open. SQLite ends it by itself after some errors, such as a full disk.</summary>
    public bool IsOpen => raw.sqlite3_get_autocommit(connection) == 0;

    /// <summary>Begins without the write lock, which the first write then takes.</summary>
    public void BeginReading() => Get("BEGIN").Run();

    /// <summary>Begins with the write lock; false, at once, when another connection has it.</summary>
    public bool TryBegin() => Get("BEGIN IMMEDIATE").TryRun();

    /// <summary>
    /// Takes the write lock inside a transaction that was begun without it, by a write that writes nothing; false, at once, when another connection has it.
    /// </summary>
    public bool TryLock() => Get($"DELETE FROM {Schema.MetaTable} WHERE 0").TryRun();

    public void Commit() => Get("COMMIT").Run();

    public void RollBack()
    {
        if (IsOpen)
        {
            Get("ROLLBACK").Run();
        }
    }

    public void SetSavepoint() => Get("SAVEPOINT step").Run();

    public void ReleaseSavepoint() => Get("RELEASE step").Run();

    /// <summary>The savepoint stays.</summary>
    public void RollBackToSavepoint() => Get("ROLLBACK TO step").Run();

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }
    }

    private Command Get(string sql)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands.Add(sql, command = new(connection, sql));
        }

        return command;
    }

    private sealed class Command(sqlite3 connection, string sql) : Statement(connection, sql)
    {
        public new void Run() => base.Run();

        public new bool TryRun() => base.TryRun();
    }
}
