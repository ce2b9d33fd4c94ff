using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>A number that changes when another connection, of any process, has committed. Atomic: one read of shared memory.</summary>
internal sealed class ReadDataVersion(sqlite3 connection) : Statement(connection, "PRAGMA data_version")
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
