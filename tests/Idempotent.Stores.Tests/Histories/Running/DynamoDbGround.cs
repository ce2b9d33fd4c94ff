using Idempotent.DynamoDb;
using Idempotent.Servers;
using Idempotent.Storing;
using Idempotent.Stores.Tests.DynamoDb;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>One server that stands for DynamoDB, with its tables in files: what it answered is written before, and a SIGKILL takes nothing of it.</summary>
internal sealed class DynamoDbGround : ServerGround<DynamoDbServer>
{
    public override string Name => "DynamoDB";

    protected override Task<DynamoDbServer> StartAsync() => DynamoDbServer.OpenAsync(keepsTables: true);

    protected override string AddressOf(DynamoDbServer server) => server.Address;

    /// <summary>The processes have one clock. The client tries again as the store's own does.</summary>
    protected override IIdempotencyStore Connect(string address) => new DynamoDbIdempotencyStore(
        DynamoDbTable.Connect(address, static c => (c.MaxErrorRetry, c.MaxStaleConnectionRetries, c.Timeout) = (2, 5, TimeSpan.FromSeconds(5))),
        new() { EnsureTable = true, ClockAllowance = TimeSpan.FromMilliseconds(50) });
}
