using Idempotent.Redis;
using Idempotent.Servers;
using Idempotent.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.Redis;

public sealed class RedisRegistrationTests
{
    private readonly string _prefix = $"{Guid.NewGuid():n}:";

    [Fact]
    public async Task UseRedis_KeepsRecordsUnderItsPrefix_InItsNamedStore()
    {
        var server = await RedisServer.Shared;
        var services = new ServiceCollection();
        services.AddIdempotency().UseRedis(server.Address, o => o.KeyPrefix = _prefix).UseRedis("audit", server.Address, o => o.KeyPrefix = _prefix + "audit:");
        await using var provider = services.BuildServiceProvider();
        await using var store = new RedisIdempotencyStore(server.Address, new() { KeyPrefix = _prefix + "audit:" });
        await store.ClaimAsync(Claim(), Cancellation);

        Assert.Null(await provider.GetRequiredService<IIdempotencyManager>().GetAsync(Key(), Cancellation));
        Assert.NotNull(await provider.GetRequiredKeyedService<IIdempotencyManager>("audit").GetAsync(Key(), Cancellation));
    }

    [Fact]
    public async Task UseRedis_OverAConnectionOfTheApplication_LeavesItOpen()
    {
        var server = await RedisServer.Shared;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var services = new ServiceCollection();
        services.AddIdempotency().UseRedis(_ => connection, o => o.KeyPrefix = _prefix);
        await using (var provider = services.BuildServiceProvider())
        {
            Assert.Equal(0, await provider.GetRequiredService<IIdempotencyManager>().CountAsync(RecordFilter.All, Cancellation));
        }

        Assert.True(await connection.GetDatabase().PingAsync() > TimeSpan.Zero);
    }

    [Fact]
    public void UseRedis_OfAWrongSetting_FailsWhereItIsCalled()
    {
        var builder = new ServiceCollection().AddIdempotency();

        Assert.Throws<ArgumentException>(() => builder.UseRedis(" "));
        Assert.Throws<ArgumentException>(() => builder.UseRedis("localhost:6379,noSuchOption=1"));
        Assert.Throws<ArgumentException>(() => builder.UseRedis("localhost:6379", o => o.KeyPrefix = ""));
        Assert.Throws<ArgumentException>(() => builder.UseRedis("localhost:6379", o => o.KeyPrefix = "with space:"));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.UseRedis("localhost:6379", o => o.Database = -2));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.UseRedis("localhost:6379", o => o.WaitForReplicas = -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.UseRedis("localhost:6379", o => o.WatchInterval = TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.UseRedis("localhost:6379", o => o.ReplicaTimeout = TimeSpan.Zero));
    }

    [Fact]
    public async Task Store_WhoseServerIsDown_IsMade_AndUnavailable()
    {
        await using var store = new RedisIdempotencyStore($"127.0.0.1:{Server.FreePort()},connectTimeout=200,asyncTimeout=200,connectRetry=0");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));
    }

    [Fact]
    public async Task HealthCheck_SaysWhetherTheServerAnswers_AndNoSecret()
    {
        await using var server = await RedisServer.OpenAsync("--requirepass", "open-sesame");
        var services = new ServiceCollection().AddLogging();
        services.AddIdempotency().UseRedis($"{server.Address},password=open-sesame,connectTimeout=500,asyncTimeout=500,connectRetry=0");
        services.AddHealthChecks().AddCheck<IdempotencyHealthCheck>("idempotency");
        await using var provider = services.BuildServiceProvider();
        var health = provider.GetRequiredService<HealthCheckService>();
        var up = (await health.CheckHealthAsync(Cancellation)).Entries["idempotency"];
        Assert.Equal((HealthStatus.Healthy, true), (up.Status, (double)up.Data["(unnamed).seconds"] > 0));
        Assert.StartsWith("Redis: ", (string)up.Data["(unnamed).guarantee"], StringComparison.Ordinal);

        await server.KillAsync();

        var down = (await health.CheckHealthAsync(Cancellation)).Entries["idempotency"];
        Assert.Equal(HealthStatus.Unhealthy, down.Status);
        Assert.StartsWith("The store without a name does not answer: The Redis store failed", down.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", string.Join(' ', down.Data.Values.Append(down.Description)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guarantee_SaysWhetherReplicasAreWaitedFor()
    {
        await using var alone = new RedisIdempotencyStore("localhost:6379");
        await using var waiting = new RedisIdempotencyStore("localhost:6379", new() { WaitForReplicas = 2 });

        Assert.DoesNotContain("replica(s)", alone.Guarantee.DurableWhen, StringComparison.Ordinal);
        Assert.Contains("2 replica(s)", waiting.Guarantee.DurableWhen, StringComparison.Ordinal);
        Assert.Equal((StoreReach.Network, StoreClock.Store), (alone.Guarantee.Reach, alone.Guarantee.Clock));
    }
}
