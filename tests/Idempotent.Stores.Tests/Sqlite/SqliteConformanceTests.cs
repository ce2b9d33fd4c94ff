namespace Idempotent.Stores.Tests.Sqlite;

public sealed class SqliteConformanceTests : ConformanceTests<SqliteHarness>;
