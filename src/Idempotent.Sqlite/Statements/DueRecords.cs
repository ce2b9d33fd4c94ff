using Idempotent.Storing;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>The keys that the purge has something to do for, longest overdue first. Atomic: a single SELECT; in the purge's transaction when it acts on them.</summary>
internal sealed class DueRecords(sqlite3 connection) : Statement(connection, $"SELECT key FROM {RecordColumns.Table} WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2")
{
    public List<RecordKey> Run(long now, int limit)
    {
        Bind(1, now);
        Bind(2, limit);
        var keys = new List<RecordKey>();
        try
        {
            while (Step())
            {
                keys.Add(new(Text(0)));
            }
        }
        finally
        {
            Reset();
        }

        return keys;
    }
}
