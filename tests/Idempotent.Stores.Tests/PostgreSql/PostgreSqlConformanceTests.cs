namespace Idempotent.Stores.Tests.PostgreSql;

public sealed class PostgreSqlConformanceTests : ConformanceTests<PostgreSqlHarness>;
