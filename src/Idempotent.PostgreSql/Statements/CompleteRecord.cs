using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary><see cref="RecordRules.Complete"/>. Atomic because the owner is compared in the update that writes the outcome, or while the row is locked: nobody takes the record over in between.</summary>
internal sealed class CompleteRecord(Tables tables)
{
    private readonly string _one = OwnedWrite.Sql(tables, from: "1, 5", done: "4", Set("$3", "$4", "$5", expiresAt: Tables.After("clock.now", "$6")));

    private readonly string _many = $"SELECT {tables.CompleteManyFunction}($1, $2, $3, $4, $5, $6)";

    /// <summary>
    /// Many completions. They wait for nobody, so that nobody's lock keeps all of them, and no two of them wait for each other: a row that somebody has locked, or that is not there for the owner, is to be
    /// asked for again, alone.
    /// </summary>
    public static string ManyFunction(Tables tables) =>
        $"""
        CREATE FUNCTION {tables.CompleteManyFunction}(p_keys text[], p_owners bytea[], p_kinds smallint[], p_formats text[], p_outcomes bytea[], p_retentions bigint[]) RETURNS SETOF integer
        LANGUAGE plpgsql VOLATILE {Tables.ByKey} AS $function$
        DECLARE
            asked_at bigint := {Tables.Clock};
        BEGIN
            RETURN QUERY
            WITH a AS MATERIALIZED (
                SELECT * FROM unnest(p_keys, p_owners, p_kinds, p_formats, p_outcomes, p_retentions) WITH ORDINALITY AS a(key, owner, kind, format, outcome, retention, item)),
            locked AS MATERIALIZED (
                SELECT a.*, own.state FROM a, LATERAL (
                    SELECT r.state FROM {tables.Records} r WHERE r.key = a.key AND r.owner = a.owner AND r.expires_at > asked_at FOR UPDATE OF r SKIP LOCKED) own),
            written AS (
                UPDATE {tables.Records} r SET revision = r.revision + 1, {Set("l.kind", "l.format", "l.outcome", expiresAt: Tables.After("asked_at", "l.retention"))}
                FROM locked l WHERE r.key = l.key AND l.state IN (1, 5))
            SELECT CASE WHEN l.item IS NULL THEN {OwnedWrite.AskAgain} WHEN l.state IN (1, 4, 5) THEN 1 ELSE 3 END FROM a LEFT JOIN locked l ON l.item = a.item ORDER BY a.item;
        END
        $function$;
        """;

    public NpgsqlBatchCommand For(CompleteRequest request) => new(_one)
    {
        Parameters =
        {
            Parameter.Of(request.Key.Value),
            Parameter.Of(request.Owner.ToByteArray()),
            Parameter.Of((short)request.Outcome.Kind),
            Parameter.Of(request.Outcome.Format),
            Parameter.Of(request.Outcome.Payload),
            Parameter.Of(request.Retention),
        },
    };

    /// <summary>Many completions. Answers a row for each, in their order.</summary>
    public NpgsqlBatchCommand For(CompleteRequest[] requests) => new(_many)
    {
        Parameters =
        {
            Parameter.Each(requests, static r => r.Key.Value),
            Parameter.Each(requests, static r => r.Owner.ToByteArray()),
            Parameter.Each(requests, static r => (short)r.Outcome.Kind),
            Parameter.Each(requests, static r => r.Outcome.Format),
            Parameter.Each(requests, static r => Parameter.Array(r.Outcome.Payload)),
            Parameter.Each(requests, static r => StoreTime.After(0, r.Retention)),
        },
    };

    private static string Set(string kind, string format, string outcome, string expiresAt) =>
        $"""
        state = 4, outcome_kind = {kind}, outcome_format = {format}, outcome = {outcome}, expires_at = {expiresAt},
        lease_until = 0, reconciling = false, hold_reason = 0, checkpoint = ''
        """;
}
