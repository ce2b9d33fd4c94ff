namespace Idempotent.Stores.Tests.Redis;

public sealed class RedisConformanceTests : ConformanceTests<RedisHarness>;

public sealed class GarnetConformanceTests : ConformanceTests<GarnetHarness>;
