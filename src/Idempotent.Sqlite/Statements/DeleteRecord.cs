using Idempotent.Storing;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>
/// Removes a record. Atomic: runs only under the write lock under which the record was read, and in one transaction with <see cref="RaiseFencingFloor"/>, so no token is forgotten.
/// </summary>
internal sealed class DeleteRecord(sqlite3 connection) : Statement(connection, $"DELETE FROM {RecordColumns.Table} WHERE key = ?1")
{
    public void Run(RecordKey key)
    {
        Bind(1, key.Value);
        Run();
    }
}
