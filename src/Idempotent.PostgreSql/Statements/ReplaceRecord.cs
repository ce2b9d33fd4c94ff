using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary>Writes what <see cref="RecordRules"/> made of a record.</summary>
/// <remarks>
/// Atomic because the row must still be in the state, and its owner's, that the decision was made on: who waits for another's write looks again when that is committed. Else nothing is written and
/// the decision is made again. Answers whether it was written.
/// </remarks>
internal sealed class ReplaceRecord(Tables tables)
{
    private readonly string _sql =
        $"""
        WITH written AS (
            UPDATE {tables.Records} SET
                revision = revision + 1, state = $4, operation = $5, owner = $6, attempt = $7, fencing_token = $8, fingerprint = $9, schema_hash = $10,
                hold_when_abandoned = $11, reconciling = $12, started_at = $13, lease_until = $14, expires_at = $15, retention = $16, hold_reason = $17,
                outcome_kind = $18, outcome_format = $19, checkpoint = $20, outcome = $21
            WHERE key = $1 AND revision = $2 AND owner = $3
            RETURNING 1)
        SELECT EXISTS (SELECT FROM written)
        """;

    public NpgsqlBatchCommand For(in Found found, in RecordData record) => new(_sql)
    {
        Parameters =
        {
            Parameter.Of(found.Key!.Value),
            Parameter.Of(found.Revision),
            Parameter.Of(found.Record.Owner.ToByteArray()),
            Parameter.Of((short)record.State),
            Parameter.Of(record.Operation),
            Parameter.Of(record.Owner.ToByteArray()),
            Parameter.Of(record.Attempt),
            Parameter.Of(record.FencingToken),
            Parameter.Of(record.Fingerprint.Bytes),
            Parameter.Of(record.SchemaHash),
            Parameter.Of(record.HoldWhenAbandoned),
            Parameter.Of(record.Reconciling),
            Parameter.Of(record.StartedAt),
            Parameter.Of(record.LeaseUntil),
            Parameter.Of(record.ExpiresAt),
            Parameter.Of(record.Retention),
            Parameter.Of((short)record.HoldReason),
            new NpgsqlParameter() { Value = record.Outcome is { Kind: var kind } ? (short)kind : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Smallint },
            Parameter.Text(record.Outcome?.Format),
            Parameter.Of(record.Checkpoint),
            Parameter.Bytes(record.Outcome?.Payload),
        },
    };
}
