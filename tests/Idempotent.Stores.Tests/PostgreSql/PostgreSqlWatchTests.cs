using Idempotent.PostgreSql;
using Idempotent.Servers;
using Idempotent.Storing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>Waiters are woken by NOTIFY, and only for records that somebody waits for; where nobody can listen they look for themselves.</summary>
public sealed class PostgreSqlWatchTests : IAsyncDisposable
{
    private static readonly TimeSpan s_long = TimeSpan.FromHours(1);

    private readonly PostgreSqlTables _tables = new();

    public static TheoryData<string> Changes => ["complete", "complete in a batch", "release", "hold", "delete", "expire"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Wait_WhenAnotherStoreEndsTheAttempt_IsWoken(string change)
    {
        var (store, other) = (await OpenAsync(), await OpenAsync());
        var claim = Claim(terms: change == "expire" ? ShortTerms with { Retention = TimeSpan.FromMilliseconds(1) } : Terms);
        await store.ClaimAsync(claim, Cancellation);
        await using var watch = await store.WatchAsync(claim.Key, Cancellation);

        var waiting = watch.WaitAsync(s_long, Cancellation).AsTask();
        await (change switch
        {
            "complete" => other.CompleteAsync(Complete(claim), Cancellation).AsTask(),
            "complete in a batch" => other.CompleteBatchAsync([Complete(claim)], Cancellation).AsTask(),
            "release" => other.ReleaseAsync(new(claim.Key, claim.Owner, Terms.Retention), Cancellation).AsTask(),
            "hold" => other.HoldAsync(new(claim.Key, claim.Owner, HoldReason.Failed), Cancellation).AsTask(),
            "delete" => other.DeleteAsync(claim.Key, Cancellation).AsTask(),
            _ => PurgedAsync(other),
        });

        await waiting;
    }

    [Fact]
    public async Task Changes_NotifyNobody_WhereNobodyWaits_OrTheAttemptGoesOn()
    {
        var (store, heard) = (await OpenAsync(), new List<string>());
        var (watched, other) = (Claim("watched"), Claim("other"));
        await store.ClaimBatchAsync([watched, other], Cancellation);
        await using var connection = await PostgreSqlTables.ConnectAsync();
        connection.Notification += (_, e) => heard.Add(e.Payload);
        await using var watch = await store.WatchAsync(watched.Key, Cancellation);
        await using (var listen = connection.CreateCommand())
        {
            listen.CommandText = $"LISTEN {await ChannelAsync()}";
            await listen.ExecuteNonQueryAsync(Cancellation);
        }

        await store.RenewAsync(new(watched.Key, watched.Owner, Terms.Lease), Cancellation);
        await store.CompleteAsync(Complete(other), Cancellation);
        await store.CompleteAsync(Complete(watched), Cancellation);
        await connection.WaitAsync(Cancellation);

        Assert.Equal([watched.Key.Value], heard);
    }

    [Fact]
    public async Task OneConnection_ListensForAllWatches_AndIsOpenedAgainWhenItIsLost()
    {
        var store = await OpenAsync();
        var claims = Enumerable.Range(0, 3).Select(static i => Claim($"order-{i}")).ToArray();
        await store.ClaimBatchAsync(claims, Cancellation);
        var watches = new List<IRecordWatch>();
        foreach (var claim in claims)
        {
            watches.Add(await store.WatchAsync(claim.Key, Cancellation));
        }

        Assert.Equal(1L, await ListenersAsync());

        Assert.Equal(true, await _tables.QueryAsync("SELECT bool_and(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{0}' AND query LIKE 'LISTEN%'"));
        await watches[0].WaitAsync(s_long, Cancellation);
        while (await ListenersAsync() is not 1L)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }

        await watches[0].WaitAsync(s_long, Cancellation);
        var waiting = watches[0].WaitAsync(s_long, Cancellation).AsTask();
        await (await OpenAsync()).CompleteAsync(Complete(claims[0]), Cancellation);
        await waiting;
        foreach (var watch in watches)
        {
            await watch.DisposeAsync();
        }
    }

    [Fact]
    public async Task Watch_WhereNobodyListens_LooksForItself_AndNotifiesNobody()
    {
        var (store, claim) = (await OpenAsync(static o => o.Listen = false), Claim());
        await store.ClaimAsync(claim, Cancellation);
        await using var watch = await store.WatchAsync(claim.Key, Cancellation);

        await watch.WaitAsync(s_long, Cancellation);

        Assert.Equal((0L, false), (await ListenersAsync(), await _tables.QueryAsync("SELECT bool_or(watched) FROM {0}records")));
    }

    [Fact]
    public async Task Watch_WhileTheServerIsAway_Fails_AndWorksWhenItIsBack()
    {
        var proxy = FaultProxy.Start((await PostgreSqlServer.Shared).Port);
        var store = await _tables.OpenAsync(proxy: proxy);
        await store.ClaimAsync(Claim(), Cancellation);
        proxy.Refuse();

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.WatchAsync(Key(), Cancellation));
        proxy.Accept();
        await using var watch = await EventuallyAsync(() => store.WatchAsync(Key(), Cancellation));
        await proxy.DisposeAsync();
    }

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    /// <summary>Waiters of the store do not look by themselves while it listens.</summary>
    private Task<PostgreSqlIdempotencyStore> OpenAsync(Action<PostgreSqlOptions>? configure = null) => _tables.OpenAsync(o =>
    {
        o.WatchInterval = TimeSpan.FromDays(1);
        configure?.Invoke(o);
    });

    private static async Task PurgedAsync(PostgreSqlIdempotencyStore store)
    {
        while ((await store.PurgeAsync(10, Cancellation)).Purged == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
    }

    private Task<object?> ListenersAsync() => _tables.QueryAsync("SELECT count(*) FROM pg_stat_activity WHERE application_name = '{0}' AND query LIKE 'LISTEN%'");

    private async Task<object?> ChannelAsync() => await _tables.QueryAsync("SELECT substring(prosrc FROM 'idempotent_[0-9a-f]+') FROM pg_proc WHERE proname = '{0}wake'");
}
