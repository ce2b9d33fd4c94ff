using Idempotent.PostgreSql;
using Idempotent.Servers;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>A server of one test's own, a proxy before it, and stores over the proxy or past it.</summary>
internal sealed class PostgreSqlScene : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _open = [];

    private PostgreSqlScene(PostgreSqlServer server) => (Server, Proxy) = (server, FaultProxy.Start(server.Port));

    /// <summary>Long enough that no test meets its end by chance.</summary>
    public static ClaimTerms Terms { get; } = new() { Operation = "payments.charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(24) };

    public static StoredOutcome Outcome { get; } = new(OutcomeKind.Value, "json", "42"u8.ToArray());

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public PostgreSqlServer Server { get; }

    public FaultProxy Proxy { get; }

    public static async Task<PostgreSqlScene> OpenAsync() => new(await PostgreSqlServer.OpenAsync());

    /// <summary>A store whose connection goes through the proxy, with its tables made.</summary>
    public async Task<PostgreSqlIdempotencyStore> BehindAsync(TimeProvider? time = null)
    {
        var store = Store(Proxy.Port, time);
        await store.CountAsync(RecordFilter.All, Cancellation);
        return store;
    }

    /// <summary>A store that nothing disturbs.</summary>
    public PostgreSqlIdempotencyStore Beside() => Store(Server.Port);

    public static RecordKey Key(string name = "order-42") => new($"idempotency::payments.charge:{name}");

    public static ClaimRequest Claim(string name = "order-42", OwnerToken? owner = null, ClaimTerms? terms = null) =>
        new(Key(name), owner ?? OwnerToken.Create(), Fingerprint.FromBytes([1]), terms ?? Terms);

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

    private PostgreSqlIdempotencyStore Store(int port, TimeProvider? time = null)
    {
        var store = new PostgreSqlIdempotencyStore($"{PostgreSqlServer.ConnectionStringTo(port)};Timeout=2;Command Timeout=2;Cancellation Timeout=-1", new() { PurgeInterval = Timeout.InfiniteTimeSpan }, time);
        _open.Add(store);
        return store;
    }
}
