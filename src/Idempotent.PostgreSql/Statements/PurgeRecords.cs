using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary><see cref="Storing.RecordRules.Purge"/> for up to so many records, longest overdue first. Answers how many were removed, and how many held.</summary>
/// <remarks>
/// Atomic because a row is locked, and looked at again, before it is removed or held. Rows that others have locked are left for the next time, so that neither waits for the other.
/// </remarks>
internal sealed class PurgeRecords(Tables tables)
{
    private readonly string _sql =
        $"""
        WITH clock AS MATERIALIZED (SELECT {Tables.Clock} AS now),
        due AS MATERIALIZED (
            SELECT r.key, r.expires_at <= clock.now AS is_expired FROM {tables.Records} r, clock
            WHERE r.due_at <= clock.now ORDER BY r.due_at LIMIT $1 FOR UPDATE OF r SKIP LOCKED),
        removed AS (DELETE FROM {tables.Records} r USING due WHERE r.key = due.key AND due.is_expired RETURNING r.fencing_token),
        held AS (
            UPDATE {tables.Records} r SET revision = revision + 1, state = 5, hold_reason = 1, reconciling = false, lease_until = 0, expires_at = {Tables.Never}
            FROM due WHERE r.key = due.key AND NOT due.is_expired RETURNING 1),
        {DeleteRecord.Floor(tables)}
        SELECT (SELECT count(*) FROM removed)::int, (SELECT count(*) FROM held)::int
        """;

    private readonly string _more = $"SELECT EXISTS (SELECT FROM {tables.Records} WHERE due_at <= {Tables.Clock})";

    public NpgsqlBatchCommand For(int limit) => new(_sql) { Parameters = { Parameter.Of(limit) } };

    /// <summary>Whether anything is due.</summary>
    public NpgsqlBatchCommand More() => new(_more);
}
