using Idempotent.Storing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using StackExchange.Redis;
using static Idempotent.Stores.Tests.Redis.RedisScene;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.Redis;

/// <summary>The rows of the failure table in the README that are about the server.</summary>
public sealed class RedisServerFaultTests
{
    [Fact]
    public async Task Restart_WithAnAppendOnlyFileThatIsAlwaysSynced_LosesNothing()
    {
        await using var scene = await RedisScene.OpenAsync("--appendonly", "yes", "--appendfsync", "always");
        var (store, completed, running, held) = (scene.Beside(), Claim("completed"), Claim("running"), Claim("held", terms: Terms with { HoldWhenAbandoned = true }));
        foreach (var claim in new[] { completed, running, held })
        {
            Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(claim, Cancellation)).Status);
        }

        await store.CompleteAsync(Complete(completed), Cancellation);
        await scene.Server.KillAsync();
        await scene.Server.StartAsync();

        Assert.Equal(ClaimStatus.Completed, (await EventuallyAsync(() => store.ClaimAsync(Claim("completed"), Cancellation))).Status);
        Assert.Equal(ClaimStatus.InProgress, (await store.ClaimAsync(Claim("running"), Cancellation)).Status);
        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(held), Cancellation));
    }

    [Fact]
    public async Task Restart_WithoutPersistence_ForgetsEverything()
    {
        await using var scene = await RedisScene.OpenAsync();
        var (store, claim) = (scene.Beside(), Claim());
        await store.ClaimAsync(claim, Cancellation);
        await scene.Server.KillAsync();
        await scene.Server.StartAsync();

        Assert.Equal(WriteStatus.NotOwner, await EventuallyAsync(() => store.CompleteAsync(Complete(claim), Cancellation)));
        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task ScriptsThatAreFlushed_AreLoadedAgain()
    {
        await using var scene = await RedisScene.OpenAsync();
        var (store, claim) = (scene.Beside(), Claim());
        var server = (await scene.ConnectAsync()).GetServers()[0];

        await server.ScriptFlushAsync();
        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(claim, Cancellation)).Status);
        await server.ScriptFlushAsync();
        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(claim), Cancellation));
        await server.ScriptFlushAsync();

        Assert.Equal(RecordState.Completed, (await store.GetAsync(claim.Key, Cancellation))!.State);
    }

    [Fact]
    public async Task Server_ThatDoesNotAnswer_IsUnavailable()
    {
        await using var scene = await RedisScene.OpenAsync();
        var store = scene.Beside();
        await store.ClaimAsync(Claim("warm"), Cancellation);
        await scene.Server.FreezeAsync();

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));

        Assert.Contains("did not answer in time", failure.Message, StringComparison.Ordinal);
        scene.Server.Thaw();
    }

    [Fact]
    public async Task MemoryThatIsFull_RefusesClaims_AndStillReplays()
    {
        await using var scene = await RedisScene.OpenAsync("--maxmemory-policy", "noeviction");
        var (store, claim) = (scene.Beside(), Claim());
        await store.ClaimAsync(claim, Cancellation);
        await store.CompleteAsync(Complete(claim), Cancellation);
        await (await scene.ConnectAsync()).GetServers()[0].ConfigSetAsync("maxmemory", "1mb");

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim("another"), Cancellation));

        Assert.Contains("maxmemory", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ClaimStatus.Completed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task PrimaryThatBecameAReplica_IsUnavailable()
    {
        await using var scene = await RedisScene.OpenAsync();
        var store = scene.Beside();
        await store.ClaimAsync(Claim("warm"), Cancellation);
        await (await scene.ConnectAsync()).GetServers()[0].ExecuteAsync("REPLICAOF", "127.0.0.1", "1");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));
    }

    [Fact]
    public async Task KeyOfSomethingElse_IsUnavailableAndSaysSo()
    {
        await using var scene = await RedisScene.OpenAsync();
        var (store, database) = (scene.Beside(), (await scene.ConnectAsync()).GetDatabase());
        await database.ListLeftPushAsync($"idempotent:{Key("list")}", "x");
        await database.StringSetAsync($"idempotent:{Key("text")}", "x");

        foreach (var name in new[] { "list", "text" })
        {
            var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(name), Cancellation));
            Assert.Contains("KeyPrefix", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Expiry_IsRedisOwn_UnderRunAgain_AndNoneUnderHold()
    {
        await using var scene = await RedisScene.OpenAsync();
        var (store, database) = (scene.Beside(), (await scene.ConnectAsync()).GetDatabase());
        await store.ClaimAsync(Claim("again"), Cancellation);
        await store.ClaimAsync(Claim("hold", terms: Terms with { HoldWhenAbandoned = true }), Cancellation);

        var left = (await database.KeyTimeToLiveAsync($"idempotent:{Key("again")}"))!.Value;
        Assert.InRange(left, Terms.Retention, Terms.Retention + Terms.Lease);
        Assert.Null(await database.KeyTimeToLiveAsync($"idempotent:{Key("hold")}"));
    }

    [Fact]
    public async Task Start_WarnsOfEviction_OfNoPersistence_AndOfNoReplica()
    {
        await using var scene = await RedisScene.OpenAsync("--maxmemory-policy", "allkeys-lru");
        var (logs, store) = Watched(scene);

        await store.GetAsync(Key(), Cancellation);

        await LoggedAsync(logs, NoPersistence);
        Assert.All(logs.GetSnapshot(), static log => Assert.Equal(LogLevel.Warning, log.Level));
        Assert.Equal([200, 201, 202], logs.GetSnapshot().Select(static log => log.Id.Id).Order());
    }

    [Fact]
    public async Task ServerThatComesBack_IsLookedAtAgain_AndAConnectionThatDoesIsNot()
    {
        await using var scene = await RedisScene.OpenAsync();
        var provider = new FakeLoggerProvider();
        var store = scene.Beside(static _ => { }, new LoggerFactory([provider]));
        await store.GetAsync(Key(), Cancellation);
        await LoggedAsync(provider.Collector, NoPersistence);
        provider.Collector.Clear();
        var connection = await scene.ConnectAsync();
        await connection.GetServers()[0].ExecuteAsync("CLIENT", "KILL", "TYPE", "normal");
        await EventuallyAsync(() => store.GetAsync(Key(), Cancellation));
        Assert.Empty(provider.Collector.GetSnapshot());

        await scene.Server.KillAsync();
        await scene.Server.StartAsync();
        await EventuallyAsync(() => store.GetAsync(Key(), Cancellation));

        await LoggedAsync(provider.Collector, NoPersistence);
    }

    [Fact]
    public async Task Replicas_AreWaitedFor()
    {
        await using var scene = await RedisScene.OpenAsync();
        await using var replica = await Servers.RedisServer.OpenAsync("--replicaof", "127.0.0.1", $"{scene.Server.Port}");
        var (store, lonely) = (scene.Beside(static o => o.WaitForReplicas = 1), scene.Beside(static o => (o.WaitForReplicas, o.ReplicaTimeout) = (2, TimeSpan.FromMilliseconds(100))));

        var claim = Claim();
        Assert.Equal(ClaimStatus.Claimed, (await EventuallyAsync(() => store.ClaimAsync(claim, Cancellation))).Status);
        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await lonely.ClaimAsync(Claim("two"), Cancellation));

        Assert.Contains("1 replica(s)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(claim), Cancellation));
    }

    private static (FakeLogCollector Logs, Idempotent.Redis.RedisIdempotencyStore Store) Watched(RedisScene scene)
    {
        var provider = new FakeLoggerProvider();
        return (provider.Collector, scene.Beside(static _ => { }, new LoggerFactory([provider])));
    }
}
