using System.Buffers.Binary;
using Idempotent.Redis;
using Idempotent.Servers;
using Idempotent.Storing;
using StackExchange.Redis;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.Redis;

/// <summary>The rows of the failure table in the README by which records get lost, or time goes wrong: that what they say is lost, and no more.</summary>
public sealed class RedisLossTests
{
    private static readonly StoredOutcome s_large = new(OutcomeKind.Value, "json", new byte[8192]);

    [Fact]
    public async Task DiskThatIsFull_RefusesClaims_StillReplays_AndLosesNothing()
    {
        await using var scene = await RedisScene.OpenAsync(new RedisServer("--appendonly", "yes", "--appendfsync", "everysec") { LargestFile = 64 });
        var (store, claim) = (scene.Beside(), Claim());
        await store.ClaimAsync(claim, Cancellation);
        await store.CompleteAsync(Complete(claim), Cancellation);

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => FillAsync(store, static _ => Task.FromResult(true)));

        Assert.Contains("append-only file", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ClaimStatus.Completed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task MemoryThatIsFull_WithNoEviction_LosesNothing()
    {
        await using var scene = await RedisScene.OpenAsync("--maxmemory-policy", "noeviction", "--maxmemory", "3mb");
        var store = scene.Beside();
        var filled = new List<ClaimRequest>();

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => FillAsync(store, claim =>
        {
            filled.Add(claim);
            return Task.FromResult(true);
        }));

        foreach (var claim in filled)
        {
            Assert.Equal(ClaimStatus.Completed, (await store.ClaimAsync(claim, Cancellation)).Status);
        }
    }

    [Theory]
    [InlineData("allkeys-lru", false)]
    [InlineData("volatile-lru", true)]
    public async Task MemoryThatIsFull_WithEviction_LosesRecords_ButUnderAVolatilePolicyNoneUnderHold(string policy, bool keepsHold)
    {
        await using var scene = await RedisScene.OpenAsync("--maxmemory-policy", policy, "--maxmemory", "3mb");
        var (store, running, held) = (scene.Beside(), Claim("running"), Claim("held", terms: Terms with { HoldWhenAbandoned = true }));
        await store.ClaimAsync(running, Cancellation);
        await store.ClaimAsync(held, Cancellation);

        // Both are older than all that comes, and a look would make them younger: the server says by itself what it has.
        var database = (await scene.ConnectAsync()).GetDatabase();
        await FillAsync(store, async _ => await database.KeyExistsAsync($"idempotent:{running.Key}") || (!keepsHold && await database.KeyExistsAsync($"idempotent:{held.Key}")));

        Assert.Equal(WriteStatus.NotOwner, await store.CompleteAsync(Complete(running), Cancellation));
        Assert.Equal((ClaimStatus.Claimed, 1), Seen(await store.ClaimAsync(Claim("running"), Cancellation)));
        Assert.Equal(keepsHold ? WriteStatus.Applied : WriteStatus.NotOwner, await store.CompleteAsync(Complete(held), Cancellation));
    }

    [Fact]
    public async Task Failover_LosesWhatTheReplicaHadNotReceived_AndNothingElse()
    {
        await using var scene = await RedisScene.OpenAsync();
        await using var replica = await RedisServer.OpenAsync("--replicaof", "127.0.0.1", $"{scene.Proxy.Port}");
        var (store, replicated) = (scene.Beside(), scene.Beside(static o => o.WaitForReplicas = 1));
        var (completed, running, lost) = (Claim("completed"), Claim("running"), Claim("lost"));
        await EventuallyAsync(() => replicated.ClaimAsync(completed, Cancellation));
        await replicated.CompleteAsync(Complete(completed), Cancellation);
        await replicated.ClaimAsync(running, Cancellation);
        scene.Proxy.Refuse();
        scene.Proxy.Cut();
        // Acknowledged by the primary alone: an outcome, and a claim.
        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(running), Cancellation));
        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(lost, Cancellation)).Status);

        await scene.Server.KillAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{replica.Address},allowAdmin=true");
        await connection.GetServers()[0].MakePrimaryAsync(ReplicationChangeOptions.None);
        await using var after = new RedisIdempotencyStore(replica.Address);

        Assert.Equal(ClaimStatus.Completed, (await after.ClaimAsync(Claim("completed"), Cancellation)).Status);
        // The claim was there: its owner alone may say once more what its outcome is.
        Assert.Equal(ClaimStatus.InProgress, (await after.ClaimAsync(Claim("running"), Cancellation)).Status);
        Assert.Equal(WriteStatus.Applied, await after.CompleteAsync(Complete(running), Cancellation));
        // The claim was not: another runs beside its owner, whose outcome then goes nowhere.
        Assert.Equal((ClaimStatus.Claimed, 1), Seen(await after.ClaimAsync(Claim("lost"), Cancellation)));
        Assert.Equal(WriteStatus.NotOwner, await after.CompleteAsync(Complete(lost), Cancellation));
    }

    [Fact]
    public async Task ClockThatIsSetForward_EndsLeasesEarly()
    {
        await using var scene = await RedisScene.OpenAsync();
        var (store, claim) = (scene.Beside(), Claim());
        await store.ClaimAsync(claim, Cancellation);

        await JumpAsync(scene, TimeSpan.FromMinutes(1));

        Assert.Equal((ClaimStatus.Claimed, 2), Seen(await store.ClaimAsync(Claim(), Cancellation)));
    }

    [Fact]
    public async Task ClockThatIsSetBack_MakesLeasesLonger_AndFencingTokensGrowWhileTheRecordIsThere()
    {
        await using var scene = await RedisScene.OpenAsync();
        var (store, claim) = (scene.Beside(), Claim(terms: ShortTerms));
        var first = await store.ClaimAsync(claim, Cancellation);

        await JumpAsync(scene, TimeSpan.FromHours(-1));

        var duplicate = await store.ClaimAsync(Claim(), Cancellation);
        Assert.Equal(ClaimStatus.InProgress, duplicate.Status);
        Assert.True(duplicate.Remaining > TimeSpan.FromMinutes(59));
        await store.ReleaseAsync(new(claim.Key, claim.Owner, Terms.Retention), Cancellation);
        Assert.True((await store.ClaimAsync(Claim(), Cancellation)).FencingToken > first.FencingToken);
        // And it is kept for as long as a later token could be lower, also when somebody deletes it.
        await store.DeleteAsync(claim.Key, Cancellation);
        Assert.True((await store.ClaimAsync(Claim(), Cancellation)).FencingToken > first.FencingToken);
    }

    [Fact]
    public async Task ClockThatIsSetBack_AfterARecordHasExpired_LetsItsFencingTokensFall()
    {
        await using var scene = await RedisScene.OpenAsync();
        var store = scene.Beside();
        await store.ClaimAsync(Claim(), Cancellation);
        await JumpAsync(scene, TimeSpan.FromHours(-1));
        var before = (await store.GetAsync(Key(), Cancellation))!.FencingToken;
        await (await scene.ConnectAsync()).GetDatabase().KeyDeleteAsync($"idempotent:{Key()}");

        Assert.True((await store.ClaimAsync(Claim(), Cancellation)).FencingToken < before);
    }

    private static (ClaimStatus Status, int Attempt) Seen(in ClaimResult answer) => (answer.Status, answer.Attempt);

    /// <summary>Claims and completes with large outcomes until told to stop, or refused; never for ever.</summary>
    private static async Task FillAsync(RedisIdempotencyStore store, Func<ClaimRequest, Task<bool>> goesOn)
    {
        for (var i = 0; i < 2000; i++)
        {
            var claim = Claim($"filling-{i}");
            await store.ClaimAsync(claim, Cancellation);
            await store.CompleteAsync(new(claim.Key, claim.Owner, s_large, Terms.Retention), Cancellation);
            if (!await goesOn(claim))
            {
                return;
            }
        }

        Assert.Fail("It never became full.");
    }

    /// <summary>
    /// A jump of the clock as records see it: their times are moved the other way. The clock of the server itself can't be moved from outside, where its allocator asks for the time.
    /// </summary>
    private static async Task JumpAsync(RedisScene scene, TimeSpan jump)
    {
        var database = (await scene.ConnectAsync()).GetDatabase();
        var bytes = (byte[])(await database.StringGetAsync($"idempotent:{Key()}"))!;
        // Fencing token, start, lease and expiry.
        for (var i = 24; i < 56; i += sizeof(long))
        {
            var time = bytes.AsSpan(i, sizeof(long));
            BinaryPrimitives.WriteInt64BigEndian(time, BinaryPrimitives.ReadInt64BigEndian(time) - (long)jump.TotalMicroseconds);
        }

        await database.StringSetAsync($"idempotent:{Key()}", bytes, expiry: null, keepTtl: true);
    }
}
