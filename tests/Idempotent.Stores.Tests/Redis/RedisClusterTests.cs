using Idempotent.Redis;
using Idempotent.Servers;
using Idempotent.Storing;
using StackExchange.Redis;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.Redis;

public sealed class RedisClusterTests : IAsyncLifetime
{
    private const int Keys = 30;

    private RedisCluster _cluster = null!;
    private ConnectionMultiplexer _connection = null!;
    private RedisIdempotencyStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await RedisCluster.OpenAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync($"{_cluster.Address},asyncTimeout=2000,abortConnect=false");
        _store = new(_connection);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _connection.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Records_AreOnAllNodes_AndOneOfThemDown_LeavesTheOthersToRun()
    {
        var claims = Enumerable.Range(0, Keys).Select(static i => Claim($"order-{i}")).ToArray();
        Assert.All(await _store.ClaimBatchAsync(claims, Cancellation), static answer => Assert.Equal(ClaimStatus.Claimed, answer.Status));
        Assert.Equal(Keys, await _store.CountAsync(RecordFilter.All, Cancellation));
        var nodes = claims.Select(NodeOf).ToArray();
        Assert.Equal(3, nodes.Distinct().Count());

        await _cluster.Nodes.Single(n => n.Port == nodes[0]).KillAsync();

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await _store.CompleteAsync(Complete(claims[0]), Cancellation));
        foreach (var claim in claims.Where((_, i) => nodes[i] != nodes[0]))
        {
            Assert.Equal(WriteStatus.Applied, await EventuallyAsync(() => _store.CompleteAsync(Complete(claim), Cancellation)));
            Assert.Equal(ClaimStatus.Completed, (await _store.ClaimAsync(claim with { Owner = OwnerToken.Create() }, Cancellation)).Status);
        }
    }

    [Fact]
    public async Task Pair_OnTwoNodes_IsClaimedWhole_OrLeftAsItWas()
    {
        var names = Enumerable.Range(0, Keys).Select(static i => $"order-{i}").ToArray();
        var former = names[0];
        var current = names.First(n => NodeOf(Claim(n)) != NodeOf(Claim(former)));
        var taken = names.Last(n => n != current && NodeOf(Claim(n)) != NodeOf(Claim(former)));
        await _store.ClaimAsync(Claim(taken), Cancellation);

        var lost = await _store.ClaimPairAsync(Claim(former), Claim(taken), Cancellation);
        Assert.Equal((ClaimStatus.Claimed, ClaimStatus.InProgress), (lost.Predecessor.Status, lost.Current!.Value.Status));
        Assert.Null(await _store.GetAsync(Key(former), Cancellation));
        var won = await _store.ClaimPairAsync(Claim(former), Claim(current), Cancellation);

        Assert.True(won.Predecessor.IsGiven && won.Current!.Value.IsGiven);
        Assert.Equal(RecordState.InProgress, (await _store.GetAsync(Key(former), Cancellation))!.State);
        Assert.Equal(RecordState.InProgress, (await _store.GetAsync(Key(current), Cancellation))!.State);
    }

    [Fact]
    public async Task Watch_IsWokenWhereverTheRecordIs()
    {
        foreach (var claim in Enumerable.Range(0, 6).Select(static i => Claim($"order-{i}")))
        {
            await _store.ClaimAsync(claim, Cancellation);
            await using var watch = await _store.WatchAsync(claim.Key, Cancellation);
            var wait = watch.WaitAsync(TimeSpan.FromDays(1), Cancellation).AsTask();
            await _store.CompleteAsync(Complete(claim), Cancellation);
            await wait;
        }
    }

    private int NodeOf(ClaimRequest claim) => ((System.Net.IPEndPoint)_connection.GetServer((RedisKey)$"idempotent:{claim.Key}").EndPoint).Port;
}
