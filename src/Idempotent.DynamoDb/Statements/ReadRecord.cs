using Amazon.DynamoDBv2.Model;
using Idempotent.Storing;

namespace Idempotent.DynamoDb.Statements;

/// <summary>Reads a record: consistently, for what is read decides.</summary>
internal sealed class ReadRecord(string table)
{
    public GetItemRequest For(RecordKey key) => new() { TableName = table, Key = KeyOf(key), ConsistentRead = true };

    /// <summary>The key of a record's item.</summary>
    public static Dictionary<string, AttributeValue> KeyOf(RecordKey key) => new(StringComparer.Ordinal) { [RecordItem.Key] = RecordItem.Text(key.Value) };
}
