using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Idempotent.Storing;

namespace Idempotent.DynamoDb.Statements;

/// <summary>The claim of an absent key.</summary>
/// <remarks>
/// Atomic because DynamoDB looks for the item and writes it in one step: of all who claim, one finds nothing. The others are told what is there, the own record included when an earlier try
/// was applied and its answer lost, and <see cref="RecordRules"/> decide about that.
/// </remarks>
internal sealed class ClaimRecord(string table, long allowance)
{
    private const string Condition = "attribute_not_exists(#key)";

    private static readonly Dictionary<string, string> s_names = Names.In(Condition);

    public PutItemRequest For(RecordKey key, in RecordData record) => new()
    {
        TableName = table,
        Item = RecordItem.Of(key, record, revision: 1, allowance),
        ConditionExpression = Condition,
        ExpressionAttributeNames = s_names,
        ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
    };
}
