using Idempotent.Storing;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>
/// Removes a record. Atomic: in the transaction that read the record, and with <see cref="RaiseFencingFloor"/>, so no token is forgotten.
/// </summary>
internal sealed class DeleteRecord(sqlite3 connection) : Statement(connection, $"DELETE FROM {RecordColumns.Table} WHERE key = ?1")
{
    public void Run(RecordKey key)
    {
        Bind(1, key.Value);
        Run();
    }
}
