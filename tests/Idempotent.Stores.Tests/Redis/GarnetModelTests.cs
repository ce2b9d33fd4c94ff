using Idempotent.Redis;
using Idempotent.Servers;
using Idempotent.Stores.Tests.Remote;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.Redis;

public sealed class GarnetModelTests : RemoteModelTests
{
    protected override async Task<IIdempotencyStore> OpenAsync() => new RedisIdempotencyStore((await GarnetServer.Shared).Address, new() { KeyPrefix = $"{Guid.NewGuid():n}:" });
}
