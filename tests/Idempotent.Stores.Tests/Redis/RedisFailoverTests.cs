using Idempotent.Redis;
using Idempotent.Servers;
using Idempotent.Storing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.Redis;

public sealed class RedisFailoverTests
{
    [Fact]
    public async Task Failover_KeepsWhatTheReplicaHad_AndTheStoreFindsTheNewPrimary()
    {
        await using var scene = await RedisScene.OpenAsync();
        await using var replica = await RedisServer.OpenAsync("--replicaof", "127.0.0.1", $"{scene.Server.Port}");
        var (before, completed, running) = (scene.Beside(static o => o.WaitForReplicas = 1), Claim("completed"), Claim("running"));
        await EventuallyAsync(() => before.ClaimAsync(completed, Cancellation));
        await before.CompleteAsync(Complete(completed), Cancellation);
        var fencingToken = (await before.ClaimAsync(running, Cancellation)).FencingToken;
        await using var sentinel = new RedisSentinel(scene.Server);
        await sentinel.StartAsync();
        await using var store = new RedisIdempotencyStore($"{sentinel.Address},serviceName={RedisSentinel.Service},asyncTimeout=1000,connectTimeout=1000");
        Assert.Equal(ClaimStatus.Completed, (await store.ClaimAsync(Claim("completed"), Cancellation)).Status);

        await scene.Server.KillAsync();

        Assert.Equal(ClaimStatus.Completed, (await EventuallyAsync(() => store.ClaimAsync(Claim("completed"), Cancellation))).Status);
        // The new primary takes writes, of the owner that the old one knew.
        Assert.Equal(WriteStatus.Applied, await EventuallyAsync(() => store.CompleteAsync(Complete(running), Cancellation)));
        Assert.Equal(fencingToken, (await store.GetAsync(running.Key, Cancellation))!.FencingToken);
        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim("new"), Cancellation)).Status);
    }
}
