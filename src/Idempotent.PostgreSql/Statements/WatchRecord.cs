using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary>Notes in a record's row that somebody waits for it, so that whatever ends its attempt notifies.</summary>
/// <remarks>
/// Atomic because a row has one writer at a time: who ended the attempt before is seen by the waiter, who looks after this; who ends it after this sees the note. A NOTIFY takes a lock of the whole server
/// at its commit, behind which other commits with one queue, so nobody notifies for a record that nobody waits for.
/// </remarks>
internal sealed class WatchRecord(Tables tables)
{
    private readonly string _sql = $"WITH noted AS (UPDATE {tables.Records} SET watched = true WHERE key = $1 AND NOT watched RETURNING 1) SELECT EXISTS (SELECT FROM noted)";

    /// <summary>What notifies, whichever statement it is, once that has committed: anything but a claim or a renewal.</summary>
    public static string Triggers(Tables tables) =>
        $"""
        CREATE FUNCTION {tables.WakeFunction}() RETURNS trigger LANGUAGE plpgsql AS $function$
        BEGIN
            PERFORM pg_notify('{tables.Channel}', OLD.key);
            RETURN NULL;
        END
        $function$;
        CREATE TRIGGER "{tables.Prefix}wake_by_update" AFTER UPDATE ON {tables.Records} FOR EACH ROW WHEN (OLD.watched AND NEW.state <> 1) EXECUTE FUNCTION {tables.WakeFunction}();
        CREATE TRIGGER "{tables.Prefix}wake_by_delete" AFTER DELETE ON {tables.Records} FOR EACH ROW WHEN (OLD.watched) EXECUTE FUNCTION {tables.WakeFunction}();
        """;

    public NpgsqlBatchCommand For(RecordKey key) => new(_sql) { Parameters = { Parameter.Of(key.Value) } };
}
