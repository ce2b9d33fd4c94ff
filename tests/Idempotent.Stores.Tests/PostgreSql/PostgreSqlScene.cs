using Idempotent.PostgreSql;
using Idempotent.Servers;
using Idempotent.Stores.Tests.Remote;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.PostgreSql;

internal sealed class PostgreSqlScene : RemoteScene
{
    private PostgreSqlScene(PostgreSqlServer server)
        : base(server.Port) => Server = server;

    public override PostgreSqlServer Server { get; }

    public static async Task<PostgreSqlScene> OpenAsync() => new(await PostgreSqlServer.OpenAsync());

    public override IIdempotencyStore Behind() => Store(Proxy.Port);

    /// <summary>The tables are made.</summary>
    public override async Task<IIdempotencyStore> BehindAsync()
    {
        var store = Behind();
        await store.CountAsync(RecordFilter.All, Cancellation);
        return store;
    }

    public override IIdempotencyStore Beside() => Store(Server.Port);

    /// <summary>A reset on close would be a request of its own before the next one, and take its fault.</summary>
    private PostgreSqlIdempotencyStore Store(int port) => Opened(new PostgreSqlIdempotencyStore(
        $"{PostgreSqlServer.ConnectionStringTo(port)};Timeout=2;Command Timeout=2;Cancellation Timeout=-1;No Reset On Close=true;Maximum Pool Size=20",
        new() { PurgeInterval = Timeout.InfiniteTimeSpan, WatchInterval = TimeSpan.FromDays(1) },
        Time));
}
