using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary>Claims a key where there is no row for it, and shows the row where there is one: the claim of an absent key, a replay and a conflict are one trip each.</summary>
/// <remarks>
/// Atomic because the primary key lets one of several inserts through. What else may come of a row that is there, <see cref="RecordRules"/> says, and <see cref="ReplaceRecord"/> writes.
/// It always answers: each statement of the function sees what was committed before it, so that who loses to another's insert reads that row in the next turn (or, if it is gone again, inserts).
/// It never deadlocks: it waits for one row at a time, in the order of keys, and only for one that is being inserted. A transaction with an application's writes may last, so that its insert comes after
/// the key's lock, and who must not wait for such a one, itself or many claims in one statement, is answered by no row at all, at once, where another has the lock.
/// </remarks>
internal sealed class ClaimRecord(Tables tables)
{
    private const string Columns =
        "key, revision, state, operation, owner, attempt, fencing_token, fingerprint, schema_hash, hold_when_abandoned, reconciling, started_at, lease_until, expires_at, retention, hold_reason, checkpoint";

    private const string IdleTimeout = "idle_in_transaction_session_timeout";

    private readonly string _waiting = Sql(tables, "false, false");
    private readonly string _one = Sql(tables, "true, false");

    private readonly string _many = $"SELECT c.found_at, {RecordColumns.Of("(c.found_row).")} FROM {tables.ClaimManyFunction}($1, $2, $3, $4, $5, $6, $7, $8) c";

    private readonly string _inTransaction = Sql(tables, "true, true", $", set_config('{IdleTimeout}', coalesce($9, current_setting('{IdleTimeout}')), true)");

    /// <summary>
    /// The time is read before the row: where the server stalls in between, a lease looks longer, not over. The fencing floor is read after the insert, which can only succeed once the
    /// removal of any former row of the key, and the floor with it, has been committed.
    /// </summary>
    public static string Function(Tables tables) =>
        $"""
        CREATE FUNCTION {tables.ClaimFunction}(
            p_key text, p_operation text, p_owner bytea, p_fingerprint bytea, p_schema_hash bigint, p_hold boolean, p_lease bigint, p_retention bigint, p_try boolean, p_keep boolean,
            OUT found_at bigint, OUT found_row {tables.Records})
        LANGUAGE plpgsql VOLATILE AS $function$
        DECLARE
            removed bigint;
        BEGIN
            LOOP
                found_at := {Tables.Clock};
                SELECT r.* INTO found_row FROM {tables.Records} r WHERE r.key = p_key;
                IF FOUND THEN
                    RETURN;
                END IF;

                IF p_try AND NOT (CASE WHEN p_keep THEN {LockKey.Try(tables, "p_key")} ELSE {LockKey.IsFree(tables, "p_key")} END) THEN
                    RETURN;
                END IF;

                INSERT INTO {tables.Records} AS r ({Columns})
                VALUES ({Values("found_at", "p_")})
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

    /// <summary>
    /// The first turn of <see cref="Function"/>, for many keys: what is absent is inserted, in the order that is given, and then everything is read. An item without a row is to be asked for again, alone:
    /// a transaction has its key, or its row came and went. The planner is told to look each key up, however small the table was when it planned.
    /// </summary>
    public static string ManyFunction(Tables tables) =>
        $"""
        CREATE FUNCTION {tables.ClaimManyFunction}(
            p_keys text[], p_operations text[], p_owners bytea[], p_fingerprints bytea[], p_schema_hashes bigint[], p_holds boolean[], p_leases bigint[], p_retentions bigint[],
            OUT found_at bigint, OUT found_row {tables.Records}) RETURNS SETOF record
        LANGUAGE plpgsql VOLATILE {Tables.ByKey} AS $function$
        DECLARE
            asked_at bigint := {Tables.Clock};
            removed bigint;
        BEGIN
            INSERT INTO {tables.Records} ({Columns})
            SELECT {Values("asked_at", "a.")}
            FROM unnest(p_keys, p_operations, p_owners, p_fingerprints, p_schema_hashes, p_holds, p_leases, p_retentions) WITH ORDINALITY
                AS a(key, operation, owner, fingerprint, schema_hash, hold, lease, retention, item)
            WHERE NOT EXISTS (SELECT FROM {tables.Records} r WHERE r.key = a.key OFFSET 0) AND {LockKey.IsFree(tables, "a.key")}
            ORDER BY a.item
            ON CONFLICT (key) DO NOTHING;
            IF FOUND THEN
                SELECT m.fencing_floor INTO removed FROM {tables.Meta} m;
                IF removed >= asked_at THEN
                    UPDATE {tables.Records} r SET fencing_token = removed + 1, revision = removed + 1
                    FROM unnest(p_keys, p_owners) AS a(key, owner) WHERE r.key = a.key AND r.owner = a.owner AND r.revision = asked_at;
                END IF;
            END IF;

            RETURN QUERY SELECT asked_at, e.found
            FROM unnest(p_keys) WITH ORDINALITY AS a(key, item) LEFT JOIN LATERAL (SELECT r AS found FROM {tables.Records} r WHERE r.key = a.key OFFSET 0) e ON true
            ORDER BY a.item;
        END
        $function$;
        """;

    /// <summary>One claim.</summary>
    public NpgsqlBatchCommand For(in ClaimRequest request) => Command(_one, request);

    /// <summary>One claim, which waits until no transaction has the key.</summary>
    public NpgsqlBatchCommand Waiting(in ClaimRequest request) => Command(_waiting, request);

    /// <summary>Many claims. Answers a row for each, in their order.</summary>
    /// <param name="requests">Claims in the order of their keys, so that two such statements never wait for each other in a circle.</param>
    public NpgsqlBatchCommand For(ClaimRequest[] requests) => new(_many)
    {
        Parameters =
        {
            Parameter.Each(requests, static r => r.Key.Value),
            Parameter.Each(requests, static r => r.Terms.Operation),
            Parameter.Each(requests, static r => r.Owner.ToByteArray()),
            Parameter.Each(requests, static r => Parameter.Array(r.Fingerprint.Bytes)),
            Parameter.Each(requests, static r => r.Terms.SchemaHash),
            Parameter.Each(requests, static r => r.Terms.HoldWhenAbandoned),
            Parameter.Each(requests, static r => StoreTime.After(0, r.Terms.Lease)),
            Parameter.Each(requests, static r => StoreTime.After(0, r.Terms.Retention)),
        },
    };

    /// <summary>For a claim in a transaction, whose end the server brings when it idles for longer than a time.</summary>
    /// <param name="request">The claim.</param>
    /// <param name="idleTimeout">Whole milliseconds; null to leave that as it is.</param>
    public NpgsqlBatchCommand InTransaction(in ClaimRequest request, string? idleTimeout)
    {
        var command = Command(_inTransaction, request);
        command.Parameters.Add(Parameter.Text(idleTimeout));
        return command;
    }

    /// <summary>The row of a first attempt.</summary>
    /// <param name="now">The time.</param>
    /// <param name="of">What the names of the claim's parts begin with.</param>
    private static string Values(string now, string of)
    {
        var leaseEnd = Tables.After(now, $"{of}lease");
        return $"""
            {of}key, {now}, 1, {of}operation, {of}owner, 1, {now}, {of}fingerprint, {of}schema_hash, {of}hold, false,
            {now}, {leaseEnd}, CASE WHEN {of}hold THEN {Tables.Never} ELSE {Tables.After(leaseEnd, $"{of}retention")} END, {of}retention, 0, ''
            """;
    }

    private static string Sql(Tables tables, string way, string more = "") =>
        $"SELECT c.found_at, {RecordColumns.Of("(c.found_row).")}{more} FROM {tables.ClaimFunction}($1, $2, $3, $4, $5, $6, $7, $8, {way}) c";

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
