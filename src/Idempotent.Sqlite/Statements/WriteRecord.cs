using Idempotent.Storing;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>Puts a record under its key. Atomic: runs only under the write lock under which the record was read, so nothing can come between reading, deciding and this.</summary>
internal sealed class WriteRecord(sqlite3 connection) : RecordColumns(connection, $"""
    INSERT INTO {Table} ({All}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
    ON CONFLICT (key) DO UPDATE SET
        state = excluded.state, operation = excluded.operation, owner = excluded.owner, attempt = excluded.attempt, fencing_token = excluded.fencing_token,
        fingerprint = excluded.fingerprint, schema_hash = excluded.schema_hash, hold_when_abandoned = excluded.hold_when_abandoned, reconciling = excluded.reconciling,
        started_at = excluded.started_at, lease_until = excluded.lease_until, expires_at = excluded.expires_at, due_at = excluded.due_at, retention = excluded.retention,
        hold_reason = excluded.hold_reason, outcome_kind = excluded.outcome_kind, outcome_format = excluded.outcome_format, checkpoint = excluded.checkpoint, outcome = excluded.outcome
    """)
{
    public void Run(RecordKey key, in RecordData record)
    {
        BindRecord(key, record);
        Run();
    }
}
