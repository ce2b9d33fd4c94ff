using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Idempotent.Stores.Tests.Redis;

/// <summary>The clock of a server that tests share.</summary>
internal sealed class RedisClock(IServer server)
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<RedisClock>>> s_clocks = new();

    public static Task<RedisClock> OfAsync(string address) =>
        s_clocks.GetOrAdd(address, static address => new(async () => new((await ConnectionMultiplexer.ConnectAsync(address)).GetServers()[0]))).Value;

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
