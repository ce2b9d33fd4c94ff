using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary>Unexpired records by a filter: one page of them by key, or their number. Atomic: a single SELECT sees one committed state. Management only.</summary>
internal sealed class FilteredRecords(Tables tables)
{
    public NpgsqlBatchCommand List(RecordFilter filter, RecordKey? after, int limit) => new(
        $"SELECT clock.now, {RecordColumns.WithoutContents("r.")} FROM {Matching(filter)} AND r.key > $2 ORDER BY r.key LIMIT $3")
    {
        Parameters = { Parameter.Text(filter.Operation), Parameter.Of(after?.Value ?? ""), Parameter.Of(limit) },
    };

    public NpgsqlBatchCommand Count(RecordFilter filter) => new($"SELECT count(*) FROM {Matching(filter)}") { Parameters = { Parameter.Text(filter.Operation) } };

    // The state is written out as a constant so that the partial index of held records answers: a pile of them is what somebody looks for in a hurry.
    private string Matching(RecordFilter filter) =>
        $"{tables.Records} r, (SELECT {Tables.Clock} AS now OFFSET 0) clock WHERE r.expires_at > clock.now AND ($1 IS NULL OR r.operation = $1)" + filter.State switch
        {
            null => "",
            RecordState.InProgress => $" AND r.state = {(int)RecordState.InProgress} AND r.lease_until > clock.now",
            RecordState.Abandoned => $" AND r.state = {(int)RecordState.InProgress} AND r.lease_until <= clock.now",
            { } state => $" AND r.state = {(int)state}",
        };
}
