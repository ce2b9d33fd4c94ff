using Amazon.DynamoDBv2;
using Idempotent.DynamoDb;
using Idempotent.Servers;
using Idempotent.Stores.Tests.Remote;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.DynamoDb;

internal sealed class DynamoDbScene : RemoteScene
{
    private DynamoDbScene(DynamoDbServer server)
        : base(server.Port) => Server = server;

    public override DynamoDbServer Server { get; }

    public static async Task<DynamoDbScene> OpenAsync() => new(await DynamoDbServer.OpenAsync());

    public override IIdempotencyStore Behind() => Behind(static _ => { });

    public DynamoDbIdempotencyStore Behind(Action<AmazonDynamoDBConfig> configure) => Store(Proxy.Port, configure);

    /// <summary>The table is made.</summary>
    public override async Task<IIdempotencyStore> BehindAsync()
    {
        var store = Behind();
        await store.CountAsync(RecordFilter.All, Cancellation);
        return store;
    }

    public override IIdempotencyStore Beside() => Store(Server.Port);

    private DynamoDbIdempotencyStore Store(int port, Action<AmazonDynamoDBConfig>? configure = null) => Opened(
        new DynamoDbIdempotencyStore(DynamoDbTable.Connect(DynamoDbServer.AddressOf(port), configure), new() { EnsureTable = true, ClockAllowance = TimeSpan.FromMilliseconds(100) }, Time));
}
