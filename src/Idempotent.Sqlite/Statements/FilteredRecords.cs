using Idempotent.Storing;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>
/// Unexpired records by a filter: one page of them by key, or their number. Atomic: a single SELECT sees one committed state of the file. Management only, so it is prepared for each call.
/// </summary>
internal sealed class FilteredRecords : RecordColumns
{
    private FilteredRecords(sqlite3 connection, string what, string rest, RecordFilter filter, long now)
        : base(connection, $"SELECT {what} FROM {Table} WHERE expires_at > ?1{Conditions(filter)} {rest}")
    {
        Bind(1, now);
        if (filter.Operation is { } operation)
        {
            Bind(2, operation);
        }
    }

    public static RecordPage List(sqlite3 connection, RecordFilter filter, RecordKey? after, int pageSize, long now)
    {
        using var statement = new FilteredRecords(connection, WithoutContents, "AND key > ?3 ORDER BY key LIMIT ?4", filter, now);
        statement.Bind(3, after?.Value ?? "");
        statement.Bind(4, pageSize + 1);
        var records = new List<IdempotencyRecord>();
        while (statement.Step())
        {
            if (records.Count == pageSize)
            {
                return new(records, records[^1].Key);
            }

            records.Add(statement.ReadRecord().ToRecord(statement.ReadKey(), now, withContents: false)!);
        }

        return new(records, null);
    }

    public static long Count(sqlite3 connection, RecordFilter filter, long now)
    {
        using var statement = new FilteredRecords(connection, "count(*)", "", filter, now);
        return statement.Step() ? statement.Number(0) : 0;
    }

    // The state is written out as a constant so that the partial index of held records answers: a pile of them is what somebody looks for in a hurry.
    private static string Conditions(RecordFilter filter) =>
        (filter.Operation is null ? "" : " AND operation = ?2") + filter.State switch
        {
            null => "",
            RecordState.InProgress => $" AND state = {(int)RecordState.InProgress} AND lease_until > ?1",
            RecordState.Abandoned => $" AND state = {(int)RecordState.InProgress} AND lease_until <= ?1",
            { } state => $" AND state = {(int)state}",
        };
}
