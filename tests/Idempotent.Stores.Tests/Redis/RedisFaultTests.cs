using Idempotent.Stores.Tests.Remote;

namespace Idempotent.Stores.Tests.Redis;

public sealed class RedisFaultTests : RemoteFaultTests
{
    protected override async Task<RemoteScene> OpenAsync() => await RedisScene.OpenAsync();
}
