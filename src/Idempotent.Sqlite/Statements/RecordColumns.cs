using Idempotent.Storing;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>The columns of a record in the order in which every statement reads and writes them: the bulky ones last, so that reading the others stays on the row's first page.</summary>
internal abstract class RecordColumns(sqlite3 connection, string sql) : Statement(connection, sql)
{
    public const string Table = "idempotency_records";

    public const string All = $"{Small}, outcome_kind, outcome_format, checkpoint, outcome";

    /// <summary><see cref="All"/> with nothing in place of outcome and checkpoint.</summary>
    public const string WithoutContents = $"{Small}, NULL, NULL, NULL, NULL";

    private const string Small =
        "key, state, operation, owner, attempt, fencing_token, fingerprint, schema_hash, hold_when_abandoned, reconciling, started_at, lease_until, expires_at, due_at, retention, hold_reason";

    /// <summary>Binds parameters 1 to 20.</summary>
    protected void BindRecord(RecordKey key, in RecordData record)
    {
        Span<byte> owner = stackalloc byte[OwnerToken.Size];
        record.Owner.WriteBytes(owner);
        Bind(1, key.Value);
        Bind(2, (long)record.State);
        Bind(3, record.Operation);
        Bind(4, owner);
        Bind(5, record.Attempt);
        Bind(6, record.FencingToken);
        Bind(7, record.Fingerprint.Bytes.Span);
        Bind(8, record.SchemaHash);
        Bind(9, record.HoldWhenAbandoned ? 1 : 0);
        Bind(10, record.Reconciling ? 1 : 0);
        Bind(11, record.StartedAt);
        Bind(12, record.LeaseUntil);
        Bind(13, record.ExpiresAt);
        Bind(14, record.DueAt);
        Bind(15, StoreTime.After(0, record.Retention));
        Bind(16, (long)record.HoldReason);
        if (record.Outcome is { } outcome)
        {
            Bind(17, (long)outcome.Kind);
            Bind(18, outcome.Format);
            Bind(20, outcome.Payload.Span);
        }
        else
        {
            BindNull(17);
            BindNull(18);
            BindNull(20);
        }

        Bind(19, record.Checkpoint.Span);
    }

    protected RecordKey ReadKey() => new(Text(0));

    /// <summary>The record of the current row.</summary>
    protected RecordData ReadRecord() => new()
    {
        State = (RecordState)Number(1),
        Operation = Text(2),
        Owner = OwnerToken.FromBytes(Bytes(3)),
        Attempt = (int)Number(4),
        FencingToken = Number(5),
        Fingerprint = Fingerprint.FromBytes(Bytes(6)),
        SchemaHash = Number(7),
        HoldWhenAbandoned = Number(8) != 0,
        Reconciling = Number(9) != 0,
        StartedAt = Number(10),
        LeaseUntil = Number(11),
        ExpiresAt = Number(12),
        Retention = StoreTime.Left(Number(14), 0),
        HoldReason = (HoldReason)Number(15),
        // NULL reads as 0, which is no kind.
        Outcome = Number(16) is var kind and not 0 ? new((OutcomeKind)kind, Text(17), Bytes(19).ToArray()) : null,
        Checkpoint = Bytes(18).ToArray(),
    };
}
