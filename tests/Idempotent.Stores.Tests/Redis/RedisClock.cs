using Idempotent.Servers;
using StackExchange.Redis;

namespace Idempotent.Stores.Tests.Redis;

/// <summary>The clock of the shared server.</summary>
internal sealed class RedisClock(IServer server)
{
    private static readonly Lazy<Task<RedisClock>> s_shared = new(async () =>
        new((await ConnectionMultiplexer.ConnectAsync((await RedisServer.Shared).Address)).GetServers()[0]));

    public static Task<RedisClock> OpenAsync() => s_shared.Value;

    /// <summary>Returns when so much of the server's time has passed. A millisecond more, for what the server counts in whole ones.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var until = await server.TimeAsync() + time + TimeSpan.FromMilliseconds(1);
        while (until - await server.TimeAsync() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, TimeProvider.System);
        }
    }
}
