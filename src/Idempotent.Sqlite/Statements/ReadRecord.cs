using Idempotent.Storing;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>One record by its key. Atomic: a single SELECT sees one committed state of the file (in a write transaction, that transaction's own).</summary>
internal sealed class ReadRecord(sqlite3 connection) : RecordColumns(connection, $"SELECT {All} FROM {Table} WHERE key = ?1")
{
    /// <summary>The record, expired or not; the default value when there is none.</summary>
    public RecordData Run(RecordKey key)
    {
        Bind(1, key.Value);
        try
        {
            return Step() ? ReadRecord() : default;
        }
        finally
        {
            Reset();
        }
    }
}
