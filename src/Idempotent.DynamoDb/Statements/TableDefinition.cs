using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Idempotent.DynamoDb.Statements;

/// <summary>The store's table.</summary>
internal static class TableDefinition
{
    public static DescribeTableRequest Describe(string table) => new() { TableName = table };

    public static CreateTableRequest Create(string table) => new()
    {
        TableName = table,
        AttributeDefinitions = [new() { AttributeName = RecordItem.Key, AttributeType = ScalarAttributeType.S }],
        KeySchema = [new() { AttributeName = RecordItem.Key, KeyType = KeyType.HASH }],
        BillingMode = BillingMode.PAY_PER_REQUEST,
    };

    public static UpdateTimeToLiveRequest LetExpire(string table) => new()
    {
        TableName = table,
        TimeToLiveSpecification = new() { AttributeName = RecordItem.TimeToLive, Enabled = true },
    };
}
