using Idempotent.Stores.Tests.Remote;

namespace Idempotent.Stores.Tests.Redis;

public sealed class RedisFaultTests : RemoteFaultTests
{
    [Fact]
    public Task Outage_OpensTheCircuit_WhichLetsOwnersThrough() => BreakerScript.RunAsync(Scene);

    protected override async Task<RemoteScene> OpenAsync() => await RedisScene.OpenAsync();
}
