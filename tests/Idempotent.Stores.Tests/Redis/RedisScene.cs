using Idempotent.Redis;
using Idempotent.Servers;
using Idempotent.Storing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using StackExchange.Redis;

namespace Idempotent.Stores.Tests.Redis;

/// <summary>A server of one test's own, a proxy before it, and stores over the proxy or past it.</summary>
internal sealed class RedisScene : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _open = [];

    private RedisScene(RedisServer server) => (Server, Proxy) = (server, FaultProxy.Start(server.Port));

    public const int NoPersistence = 201;

    /// <summary>Long enough that no test meets its end by chance.</summary>
    public static ClaimTerms Terms { get; } = new() { Operation = "payments.charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(24) };

    /// <summary>A lease that a test waits out.</summary>
    public static ClaimTerms ShortTerms { get; } = Terms with { Lease = TimeSpan.FromMilliseconds(300) };

    public static StoredOutcome Outcome { get; } = new(OutcomeKind.Value, "json", "42"u8.ToArray());

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public RedisServer Server { get; }

    public FaultProxy Proxy { get; }

    public static async Task<RedisScene> OpenAsync(params string[] settings) => new(await RedisServer.OpenAsync(settings));

    public static async Task<RedisScene> OpenAsync(RedisServer server)
    {
        await server.StartAsync();
        return new(server);
    }

    /// <summary>A store whose connection goes through the proxy, and is quiet: the server knows all scripts and was asked how it is set up.</summary>
    public async Task<RedisIdempotencyStore> BehindAsync(TimeProvider? time = null)
    {
        using var logs = new FakeLoggerProvider();
        var store = Store(Proxy.Address, null, new LoggerFactory([logs]), time);
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

    /// <summary>A store that nothing disturbs.</summary>
    public RedisIdempotencyStore Beside(Action<RedisOptions>? configure = null, ILoggerFactory? logs = null) => Store(Server.Address, configure, logs);

    public async Task<IConnectionMultiplexer> ConnectAsync()
    {
        var connection = await ConnectionMultiplexer.ConnectAsync($"{Server.Address},allowAdmin=true");
        _open.Add(connection);
        return connection;
    }

    /// <summary>Waits until the lease of a record is over, by the server's clock.</summary>
    public static async Task AbandonedAsync(RedisIdempotencyStore store, RecordKey key)
    {
        while (await store.GetAsync(key, Cancellation) is { State: RecordState.InProgress } record)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
            Assert.NotNull(record.LeaseUntil);
        }
    }

    public static RecordKey Key(string name = "order-42") => new($"idempotency::payments.charge:{name}");

    public static ClaimRequest Claim(string name = "order-42", OwnerToken? owner = null, ClaimTerms? terms = null, byte fingerprint = 1) =>
        new(Key(name), owner ?? OwnerToken.Create(), Fingerprint.FromBytes([fingerprint]), terms ?? Terms);

    public static CompleteRequest Complete(in ClaimRequest claim) => new(claim.Key, claim.Owner, Outcome, claim.Terms.Retention);

    public async ValueTask DisposeAsync()
    {
        foreach (var open in _open)
        {
            await open.DisposeAsync();
        }

        await Proxy.DisposeAsync();
        await Server.DisposeAsync();
    }

    private RedisIdempotencyStore Store(string address, Action<RedisOptions>? configure, ILoggerFactory? logs = null, TimeProvider? time = null)
    {
        var options = new RedisOptions();
        configure?.Invoke(options);
        var store = new RedisIdempotencyStore($"{address},asyncTimeout=2000,connectTimeout=2000,connectRetry=0", options, time, logs);
        _open.Add(store);
        return store;
    }
}
