using Idempotent.Redis;
using Idempotent.Servers;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Redis;

/// <summary>A key prefix of its own on a real server, whose clock nobody moves: leases are short, and time passes.</summary>
public class RedisHarness : StoreHarness
{
    private readonly string _prefix = $"{Guid.NewGuid():n}:";
    private readonly List<RedisIdempotencyStore> _stores = [];

    /// <summary>The server's clock decides, and it forgets what has expired.</summary>
    public override StoreFeatures Lacks => StoreFeatures.Transactions | StoreFeatures.CallerClocks | StoreFeatures.ExpiredRecords;

    public override TimeSpan Lease => TimeSpan.FromMilliseconds(400);

    public override TimeSpan Retention => TimeSpan.FromMilliseconds(1300);

    public override TimeSpan Precision => TimeSpan.FromMilliseconds(200);

    public override int RaceRounds => 3;

    public override async ValueTask<IIdempotencyStore> OpenAsync()
    {
        var store = new RedisIdempotencyStore(await AddressAsync(), new() { KeyPrefix = _prefix, WatchInterval = TimeSpan.FromDays(1) });
        _stores.Add(store);
        return store;
    }

    public override async ValueTask AdvanceAsync(TimeSpan time)
    {
        var clock = await RedisClock.OfAsync(await AddressAsync());
        await clock.PassAsync(time);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Of a server that all cases share.</summary>
    protected virtual async ValueTask<string> AddressAsync() => (await RedisServer.Shared).Address;
}

/// <summary>The same over Garnet.</summary>
public sealed class GarnetHarness : RedisHarness
{
    protected override async ValueTask<string> AddressAsync() => (await GarnetServer.Shared).Address;
}
