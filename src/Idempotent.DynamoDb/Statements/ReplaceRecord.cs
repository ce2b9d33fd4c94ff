using Amazon.DynamoDBv2.Model;
using Idempotent.Storing;

namespace Idempotent.DynamoDb.Statements;

/// <summary>Writes what <see cref="RecordRules"/> made of a record.</summary>
/// <remarks>
/// Atomic because the item must still be in the state, and its owner's, that the decision was made on. Else nothing is written and the decision is made again. Several together are one transaction,
/// in which all of them are or none.
/// </remarks>
internal sealed class ReplaceRecord(string table, long allowance)
{
    private const string IsAbsent = "attribute_not_exists(#key)";

    private const string IsTheSame = "#owner = :owner AND #fencing_token = :token AND #revision = :revision";

    private static readonly Dictionary<string, string> s_absent = Names.In(IsAbsent);
    private static readonly Dictionary<string, string> s_same = Names.In(IsTheSame);

    /// <summary>Whether nothing has to stay: no record, and no fencing token that a clock behind this one could give out again.</summary>
    public bool IsRemoval(in Found found, in RecordData record) => !record.Exists && record.FencingToken + allowance < found.Now;

    public PutItemRequest Put(RecordKey key, in Found found, in RecordData record) => new()
    {
        TableName = table,
        Item = RecordItem.Of(key, record, found.Revision + 1, allowance),
        ConditionExpression = Condition(found),
        ExpressionAttributeNames = NamesOf(found),
        ExpressionAttributeValues = Values(found),
    };

    public DeleteItemRequest Delete(RecordKey key, in Found found) => new()
    {
        TableName = table,
        Key = ReadRecord.KeyOf(key),
        ConditionExpression = Condition(found),
        ExpressionAttributeNames = NamesOf(found),
        ExpressionAttributeValues = Values(found),
    };

    public TransactWriteItemsRequest Both(RecordKey one, in Found found, in RecordData record, RecordKey other, in Found otherFound, in RecordData otherRecord) => new()
    {
        TransactItems = [Item(Put(one, found, record)), Item(Put(other, otherFound, otherRecord))],
    };

    private static TransactWriteItem Item(PutItemRequest put) => new()
    {
        Put = new()
        {
            TableName = put.TableName,
            Item = put.Item,
            ConditionExpression = put.ConditionExpression,
            ExpressionAttributeNames = put.ExpressionAttributeNames,
            ExpressionAttributeValues = put.ExpressionAttributeValues,
        },
    };

    private static string Condition(in Found found) => found.IsThere ? IsTheSame : IsAbsent;

    private static Dictionary<string, string> NamesOf(in Found found) => found.IsThere ? s_same : s_absent;

    private static Dictionary<string, AttributeValue>? Values(in Found found) => !found.IsThere ? null : new(StringComparer.Ordinal)
    {
        [":owner"] = RecordItem.Bytes(found.Record.Owner),
        [":token"] = RecordItem.Number(found.Record.FencingToken),
        [":revision"] = RecordItem.Number(found.Revision),
    };
}
