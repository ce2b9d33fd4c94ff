using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>The highest fencing token of any removed record. Atomic: read in the transaction of the claim that uses it.</summary>
internal sealed class ReadFencingFloor(sqlite3 connection) : Statement(connection, $"SELECT fencing_floor FROM {Schema.MetaTable}")
{
    public new long Run()
    {
        try
        {
            return Step() ? Number(0) : 0;
        }
        finally
        {
            Reset();
        }
    }
}
