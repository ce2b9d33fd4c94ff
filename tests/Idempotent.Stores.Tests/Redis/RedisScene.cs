using Idempotent.Redis;
using Idempotent.Servers;
using Idempotent.Stores.Tests.Remote;
using Idempotent.Storing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using StackExchange.Redis;

namespace Idempotent.Stores.Tests.Redis;

internal sealed class RedisScene : RemoteScene
{
    public const int NoPersistence = 201;

    private RedisScene(RedisServer server)
        : base(server.Port) => Server = server;

    public override RedisServer Server { get; }

    public static async Task<RedisScene> OpenAsync(params string[] settings) => new(await RedisServer.OpenAsync(settings));

    public static async Task<RedisScene> OpenAsync(RedisServer server)
    {
        await server.StartAsync();
        return new(server);
    }

    /// <summary>It soon gives up.</summary>
    public override IIdempotencyStore Behind() => Opened(new RedisIdempotencyStore($"{Proxy.Address},asyncTimeout=500,connectTimeout=500"));

    /// <summary>The server knows all scripts and was asked how it is set up.</summary>
    public override async Task<IIdempotencyStore> BehindAsync()
    {
        using var logs = new FakeLoggerProvider();
        var store = Store(Proxy.Address, logs: new LoggerFactory([logs]));
        var (warm, again) = (Claim("warm"), Claim("again"));
        await store.ClaimAsync(warm, Cancellation);
        await store.RenewAsync(new(warm.Key, warm.Owner, Terms.Lease), Cancellation);
        await store.CompleteAsync(Complete(warm), Cancellation);
        await store.ClaimAsync(again, Cancellation);
        await store.ReleaseAsync(new(again.Key, again.Owner, Terms.Retention), Cancellation);
        await store.DeleteAsync(warm.Key, Cancellation);
        await store.DeleteAsync(again.Key, Cancellation);
        await LoggedAsync(logs.Collector, NoPersistence);
        return store;
    }

    /// <summary>Waits for a message: of the store's look at the server's settings, <see cref="NoPersistence"/> is the last.</summary>
    public static async Task LoggedAsync(FakeLogCollector logs, int id)
    {
        while (logs.GetSnapshot().All(log => log.Id.Id != id))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
        }
    }

    public override RedisIdempotencyStore Beside() => Beside(static o => o.WatchInterval = TimeSpan.FromDays(1));

    public RedisIdempotencyStore Beside(Action<RedisOptions> configure, ILoggerFactory? logs = null) => Store(Server.Address, configure, logs);

    public async Task<IConnectionMultiplexer> ConnectAsync() => Opened(await ConnectionMultiplexer.ConnectAsync($"{Server.Address},allowAdmin=true"));

    private RedisIdempotencyStore Store(string address, Action<RedisOptions>? configure = null, ILoggerFactory? logs = null)
    {
        var options = new RedisOptions();
        configure?.Invoke(options);
        return Opened(new RedisIdempotencyStore($"{address},asyncTimeout=2000,connectTimeout=2000,connectRetry=0", options, Time, logs));
    }
}
