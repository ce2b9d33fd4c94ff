using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary>Removes a record. Atomic because row and fencing floor change in one statement: nobody finds the one gone and the other not raised. Answers whether there was one, unexpired.</summary>
internal sealed class DeleteRecord(Tables tables)
{
    private readonly string _sql =
        $"""
        WITH removed AS (DELETE FROM {tables.Records} WHERE key = $1 RETURNING fencing_token, expires_at),
        {Floor(tables)}
        SELECT EXISTS (SELECT FROM removed WHERE expires_at > {Tables.Clock})
        """;

    /// <summary>The part of a statement that raises the floor over what it <c>removed</c>. Rows of records are locked before it, by everybody.</summary>
    public static string Floor(Tables tables) =>
        $"""
        raised AS (
            UPDATE {tables.Meta} m SET fencing_floor = greatest(m.fencing_floor, highest.token)
            FROM (SELECT max(fencing_token) AS token FROM removed) highest
            WHERE highest.token > m.fencing_floor)
        """;

    public NpgsqlBatchCommand For(RecordKey key) => new(_sql) { Parameters = { Parameter.Of(key.Value) } };
}
