using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Idempotent.Storing;

namespace Idempotent.DynamoDb.Statements;

/// <summary>What the writes of an owner have in common. Where the condition does not hold, the answer is what is there, and <see cref="RecordRules"/> say what that means.</summary>
internal static class OwnedRecord
{
    /// <summary>The record is the owner's, and unexpired.</summary>
    public const string Condition = "#owner = :owner AND #expires_at > :now";

    /// <summary>Every write makes another revision.</summary>
    public const string Revision = "ADD #revision :one";

    /// <summary>What the expressions of all of them name.</summary>
    public static Dictionary<string, AttributeValue> Values(OwnerToken owner, long now) => new(StringComparer.Ordinal)
    {
        [":owner"] = RecordItem.Bytes(owner),
        [":now"] = RecordItem.Number(now),
        [":in_progress"] = RecordItem.Number((int)RecordState.InProgress),
        [":zero"] = RecordItem.Number(0),
        [":one"] = RecordItem.Number(1),
        [":false"] = RecordItem.Flag(false),
    };

    public static UpdateItemRequest Update(
        string table, RecordKey key, string condition, string update, Dictionary<string, string> names, Dictionary<string, AttributeValue> values) => new()
    {
        TableName = table,
        Key = ReadRecord.KeyOf(key),
        ConditionExpression = condition,
        UpdateExpression = update,
        ExpressionAttributeNames = names,
        ExpressionAttributeValues = values,
        ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
    };
}
