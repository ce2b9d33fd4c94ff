using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>Keeps the fencing token of a removed record, so that tokens grow over deletion and purge. Atomic: in the transaction that removes the record; never lowers the floor.</summary>
internal sealed class RaiseFencingFloor(sqlite3 connection)
    : Statement(connection, $"UPDATE {Schema.MetaTable} SET fencing_floor = ?1 WHERE fencing_floor < ?1")
{
    public void Run(long fencingToken)
    {
        Bind(1, fencingToken);
        Run();
    }
}
