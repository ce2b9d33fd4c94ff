namespace Idempotent.PostgreSql.Statements;

/// <summary>What the writes of an owner have in common. Answers are <see cref="Storing.WriteStatus"/>, or <see cref="AskAgain"/>.</summary>
internal static class OwnedWrite
{
    /// <summary>Another write came between.</summary>
    public const int AskAgain = 0;

    /// <summary>
    /// One statement. $1 is the key, $2 the owner. The row is changed if it is the owner's, unexpired and in one of the states <paramref name="from"/>; else the answer is that it was
    /// <paramref name="done"/> before, is refused, or is not the owner's. Where the row was changed by somebody else after the statement had begun, the update sees that and the answer does not:
    /// then it is <see cref="AskAgain"/>.
    /// </summary>
    public static string Sql(Tables tables, string from, string done, string set) =>
        $"""
        WITH clock AS MATERIALIZED (SELECT {Tables.Clock} AS now),
        written AS (
            UPDATE {tables.Records} r SET revision = revision + 1, {set}
            FROM clock
            WHERE r.key = $1 AND r.owner = $2 AND r.expires_at > clock.now AND r.state IN ({from})
            RETURNING 1)
        SELECT CASE WHEN EXISTS (SELECT FROM written) THEN 1 ELSE coalesce(
            (SELECT CASE WHEN r.state IN ({from}) THEN 0 WHEN r.state = {done} THEN 1 ELSE 3 END
             FROM {tables.Records} r, clock
             WHERE r.key = $1 AND r.owner = $2 AND r.expires_at > clock.now),
            2) END
        """;
}
