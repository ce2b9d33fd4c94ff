namespace Idempotent.Stores.Tests.DynamoDb;

public sealed class DynamoDbConformanceTests : ConformanceTests<DynamoDbHarness>;
