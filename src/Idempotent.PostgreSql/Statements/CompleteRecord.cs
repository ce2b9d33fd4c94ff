using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary><see cref="RecordRules.Complete"/>. Atomic because the owner is compared in the update that writes the outcome, or while the row is locked: nobody takes the record over in between.</summary>
internal sealed class CompleteRecord(Tables tables)
{
    private readonly string _one = OwnedWrite.Sql(tables, from: "1, 5", done: "4", Set("$3", "$4", "$5", expiresAt: Tables.After("clock.now", "$6")));

    private readonly string _many =
        $"""
        SELECT {tables.CompleteFunction}(a.key, a.owner, a.kind, a.format, a.outcome, a.retention)
        FROM unnest($1::text[], $2::bytea[], $3::smallint[], $4::text[], $5::bytea[], $6::bigint[]) WITH ORDINALITY AS a(key, owner, kind, format, outcome, retention, item)
        ORDER BY a.item
        """;

    /// <summary>One of many completions in a statement. It waits for nobody, so that nobody's lock keeps the others: a row that somebody has locked, or that is not there for the owner, is to be asked for again, alone.</summary>
    public static string Function(Tables tables) =>
        $"""
        CREATE FUNCTION {tables.CompleteFunction}(p_key text, p_owner bytea, p_kind smallint, p_format text, p_outcome bytea, p_retention bigint) RETURNS integer
        LANGUAGE plpgsql VOLATILE AS $function$
        DECLARE
            asked_at bigint := {Tables.Clock};
            found_state smallint;
        BEGIN
            SELECT r.state INTO found_state FROM {tables.Records} r WHERE r.key = p_key AND r.owner = p_owner AND r.expires_at > asked_at FOR UPDATE SKIP LOCKED;
            IF NOT FOUND THEN
                RETURN {OwnedWrite.AskAgain};
            END IF;

            IF found_state IN (1, 5) THEN
                UPDATE {tables.Records} SET revision = revision + 1, {Set("p_kind", "p_format", "p_outcome", expiresAt: Tables.After("asked_at", "p_retention"))} WHERE key = p_key;
                RETURN 1;
            END IF;

            RETURN CASE found_state WHEN 4 THEN 1 ELSE 3 END;
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
