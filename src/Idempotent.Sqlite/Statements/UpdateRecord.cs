using Idempotent.Storing;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>Replaces a record. Atomic: in the transaction that read what it replaces, so nothing can come between reading, deciding and this.</summary>
internal sealed class UpdateRecord(sqlite3 connection) : RecordColumns(connection, $"""
    UPDATE {Table} SET
        state = ?2, operation = ?3, owner = ?4, attempt = ?5, fencing_token = ?6, fingerprint = ?7, schema_hash = ?8, hold_when_abandoned = ?9, reconciling = ?10, started_at = ?11,
        lease_until = ?12, expires_at = ?13, due_at = ?14, retention = ?15, hold_reason = ?16, outcome_kind = ?17, outcome_format = ?18, checkpoint = ?19, outcome = ?20
    WHERE key = ?1
    """)
{
    public void Run(RecordKey key, in RecordData record)
    {
        BindRecord(key, record);
        Run();
    }
}
