using Idempotent.Redis;
using Idempotent.Servers;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>One Redis server with an append-only file: what it answered is written before, and a SIGKILL takes nothing of it.</summary>
internal sealed class RedisGround : ServerGround<RedisServer>
{
    /// <summary>Impatient, so that a call of one outage does not last into the next.</summary>
    public const string Patience = "asyncTimeout=1000,connectTimeout=1000";

    public override string Name => "Redis";

    protected override Task<RedisServer> StartAsync() => RedisServer.OpenAsync("--appendonly", "yes");

    protected override string AddressOf(RedisServer server) => server.Address;

    protected override IIdempotencyStore Connect(string address) => new RedisIdempotencyStore($"{address},{Patience}");
}
