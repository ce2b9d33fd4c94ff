using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary>Reads a record, and the time. Atomic: a single SELECT sees one committed state.</summary>
internal sealed class ReadRecord(Tables tables)
{
    private readonly string _sql = $"SELECT clock.now, {RecordColumns.Of("r.")} FROM (SELECT {Tables.Clock} AS now) clock LEFT JOIN {tables.Records} r ON r.key = $1";

    public NpgsqlBatchCommand For(RecordKey key) => new(_sql) { Parameters = { Parameter.Of(key.Value) } };
}
