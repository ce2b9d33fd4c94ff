using Idempotent.Storing;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>Puts a new record under its key. Atomic: in the transaction that found none; were there one after all, the key's uniqueness would refuse it.</summary>
internal sealed class InsertRecord(sqlite3 connection) : RecordColumns(connection, $"""
    INSERT INTO {Table} ({All}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
    """)
{
    public void Run(RecordKey key, in RecordData record)
    {
        BindRecord(key, record);
        Run();
    }
}
