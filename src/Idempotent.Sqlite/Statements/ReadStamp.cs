using Idempotent.Storing;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>A number that is another one after each claim, completion, release, hold, decision and removal of a record. Atomic: a single SELECT.</summary>
internal sealed class ReadStamp(sqlite3 connection) : Statement(connection, $"SELECT fencing_token, state FROM {RecordColumns.Table} WHERE key = ?1")
{
    public long Run(RecordKey key)
    {
        Bind(1, key.Value);
        try
        {
            // A record's state and the token of its latest claim tell its moments apart; five states fit into three bits.
            return Step() ? (Number(0) << 3) + Number(1) : 0;
        }
        finally
        {
            Reset();
        }
    }
}
