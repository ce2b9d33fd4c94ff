using Amazon.DynamoDBv2.Model;
using Idempotent.Storing;

namespace Idempotent.DynamoDb.Statements;

/// <summary>Looks at every item, a page of a megabyte at a time: there is no index, so that claims and completions pay for none.</summary>
internal sealed class FilteredRecords(string table)
{
    private static readonly string s_listed = string.Join(", ", RecordItem.Listed.Select(static name => $"#{name}"));

    /// <param name="operation">Only this operation's; null for all.</param>
    /// <param name="after">Only later keys; null for all.</param>
    /// <param name="from">Where the page before ended; null for the first.</param>
    public ScanRequest For(string? operation, RecordKey? after, Dictionary<string, AttributeValue>? from)
    {
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        var conditions = new List<string>();
        if (operation is not null)
        {
            conditions.Add("#operation = :operation");
            values[":operation"] = RecordItem.Text(operation);
        }

        if (after is not null)
        {
            conditions.Add("#key > :after");
            values[":after"] = RecordItem.Text(after.Value);
        }

        return new()
        {
            TableName = table,
            ConsistentRead = true,
            ExclusiveStartKey = from,
            ProjectionExpression = s_listed,
            FilterExpression = conditions.Count == 0 ? null : string.Join(" AND ", conditions),
            ExpressionAttributeNames = Names.In(s_listed),
            ExpressionAttributeValues = values.Count == 0 ? null : values,
        };
    }
}
