using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary>Claims a key where there is no row for it, and shows the row where there is one: the claim of an absent key, a replay and a conflict are one trip each.</summary>
/// <remarks>
/// Atomic because the primary key lets one of several inserts through. What else may come of a row that is there, <see cref="RecordRules"/> says, and <see cref="ReplaceRecord"/> writes.
/// It always answers: each statement of the function sees what was committed before it, so that who loses to another's insert reads that row in the next turn (or, if it is gone again, inserts).
/// It never deadlocks: it waits for one row at a time, and only for one that is being inserted. In a transaction, which may last, an insert comes after the key's lock, and where another
/// transaction has that the answer is no row at all, at once.
/// </remarks>
internal sealed class ClaimRecord(Tables tables)
{
    private readonly string _sql = $"SELECT c.found_at, {RecordColumns.Of("(c.found_row).")} FROM {tables.ClaimFunction}($1, $2, $3, $4, $5, $6, $7, $8) c";

    private readonly string _sqlInTransaction =
        $"""
        SELECT c.found_at, {RecordColumns.Of("(c.found_row).")}, set_config('{IdleTimeout}', coalesce($9, current_setting('{IdleTimeout}')), true)
        FROM {tables.ClaimFunction}($1, $2, $3, $4, $5, $6, $7, $8, true) c
        """;

    private const string IdleTimeout = "idle_in_transaction_session_timeout";

    /// <summary>
    /// The time is read before the row: where the server stalls in between, a lease looks longer, not over. The fencing floor is read after the insert, which can only succeed once the
    /// removal of any former row of the key, and the floor with it, has been committed.
    /// </summary>
    public static string Function(Tables tables) =>
        $"""
        CREATE FUNCTION {tables.ClaimFunction}(
            p_key text, p_operation text, p_owner bytea, p_fingerprint bytea, p_schema_hash bigint, p_hold boolean, p_lease bigint, p_retention bigint, p_try boolean DEFAULT false,
            OUT found_at bigint, OUT found_row {tables.Records})
        LANGUAGE plpgsql VOLATILE AS $function$
        DECLARE
            lease_end bigint;
            removed bigint;
        BEGIN
            LOOP
                found_at := {Tables.Clock};
                SELECT r.* INTO found_row FROM {tables.Records} r WHERE r.key = p_key;
                IF FOUND THEN
                    RETURN;
                END IF;

                IF p_try AND NOT {LockKey.Try(tables, "p_key")} THEN
                    RETURN;
                END IF;

                lease_end := {Tables.After("found_at", "p_lease")};
                INSERT INTO {tables.Records} AS r
                    (key, revision, state, operation, owner, attempt, fencing_token, fingerprint, schema_hash, hold_when_abandoned, reconciling,
                     started_at, lease_until, expires_at, retention, hold_reason, checkpoint)
                VALUES
                    (p_key, found_at, 1, p_operation, p_owner, 1, found_at, p_fingerprint, p_schema_hash, p_hold, false,
                     found_at, lease_end, CASE WHEN p_hold THEN {Tables.Never} ELSE {Tables.After("lease_end", "p_retention")} END, p_retention, 0, '')
                ON CONFLICT (key) DO NOTHING
                RETURNING r.* INTO found_row;
                IF FOUND THEN
                    SELECT m.fencing_floor INTO removed FROM {tables.Meta} m;
                    IF removed >= found_row.fencing_token THEN
                        UPDATE {tables.Records} r SET fencing_token = removed + 1, revision = removed + 1 WHERE r.key = p_key RETURNING r.* INTO found_row;
                    END IF;

                    RETURN;
                END IF;
            END LOOP;
        END
        $function$;
        """;

    public NpgsqlBatchCommand For(in ClaimRequest request) => Command(_sql, request);

    /// <summary>For a claim in a transaction, whose end the server brings when it idles for longer than a time.</summary>
    /// <param name="request">The claim.</param>
    /// <param name="idleTimeout">Whole milliseconds; null to leave that as it is.</param>
    public NpgsqlBatchCommand InTransaction(in ClaimRequest request, string? idleTimeout)
    {
        var command = Command(_sqlInTransaction, request);
        command.Parameters.Add(Parameter.Text(idleTimeout));
        return command;
    }

    private static NpgsqlBatchCommand Command(string sql, in ClaimRequest request)
    {
        var terms = request.Terms;
        return new(sql)
        {
            Parameters =
            {
                Parameter.Of(request.Key.Value),
                Parameter.Of(terms.Operation),
                Parameter.Of(request.Owner.ToByteArray()),
                Parameter.Of(request.Fingerprint.Bytes),
                Parameter.Of(terms.SchemaHash),
                Parameter.Of(terms.HoldWhenAbandoned),
                Parameter.Of(terms.Lease),
                Parameter.Of(terms.Retention),
            },
        };
    }
}
