using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary>The columns of a record in the order in which every statement reads them.</summary>
internal static class RecordColumns
{
    private static readonly string[] s_small =
    [
        "key", "revision", "state", "operation", "owner", "attempt", "fencing_token", "fingerprint", "schema_hash", "hold_when_abandoned", "reconciling",
        "started_at", "lease_until", "expires_at", "retention", "hold_reason",
    ];

    private static readonly string[] s_contents = ["outcome_kind", "outcome_format", "checkpoint", "outcome"];

    /// <summary>All of them, of a row.</summary>
    public static string Of(string row) => string.Join(", ", s_small.Concat(s_contents).Select(column => row + column));

    /// <summary><see cref="Of"/> with nothing in place of outcome and checkpoint.</summary>
    public static string WithoutContents(string row) => string.Join(", ", s_small.Select(column => row + column).Concat(["NULL::smallint", "NULL::text", "''::bytea", "NULL::bytea"]));

    /// <summary>What a row of time and <see cref="Of"/> says.</summary>
    public static Found Read(NpgsqlDataReader row) => row.IsDBNull(1) ? new(row.GetInt64(0), null, 0, default) : new(row.GetInt64(0), new(row.GetString(1)), row.GetInt64(2), ReadRecord(row));

    private static RecordData ReadRecord(NpgsqlDataReader row) => new()
    {
        State = (RecordState)row.GetInt16(3),
        Operation = row.GetString(4),
        Owner = OwnerToken.FromBytes(row.GetFieldValue<byte[]>(5)),
        Attempt = row.GetInt32(6),
        FencingToken = row.GetInt64(7),
        Fingerprint = Fingerprint.FromBytes(row.GetFieldValue<byte[]>(8)),
        SchemaHash = row.GetInt64(9),
        HoldWhenAbandoned = row.GetBoolean(10),
        Reconciling = row.GetBoolean(11),
        StartedAt = row.GetInt64(12),
        LeaseUntil = row.GetInt64(13),
        ExpiresAt = row.GetInt64(14),
        Retention = StoreTime.Left(row.GetInt64(15), 0),
        HoldReason = (HoldReason)row.GetInt16(16),
        Outcome = row.IsDBNull(17) ? null : new((OutcomeKind)row.GetInt16(17), row.GetString(18), row.GetFieldValue<byte[]>(20)),
        Checkpoint = row.GetFieldValue<byte[]>(19),
    };
}
