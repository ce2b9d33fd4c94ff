namespace Idempotent.Stores.Tests.Redis;

public sealed class RedisConformanceTests : ConformanceTests<RedisHarness>;
