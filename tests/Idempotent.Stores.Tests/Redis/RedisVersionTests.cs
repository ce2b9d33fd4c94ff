using Idempotent.Stores.Tests.Remote;

namespace Idempotent.Stores.Tests.Redis;

public sealed class RedisVersionTests : RemoteVersionTests
{
    protected override async Task<RemoteScene> OpenAsync() => await RedisScene.OpenAsync();
}
