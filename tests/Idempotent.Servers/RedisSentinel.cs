using System.Diagnostics;
using System.Globalization;

namespace Idempotent.Servers;

/// <summary>One Sentinel that watches a primary with a replica, and makes the replica the primary half a second after the primary went. Starts once it has found the replica.</summary>
/// <param name="primary">The primary, whose replica is attached.</param>
public sealed class RedisSentinel(RedisServer primary) : Server
{
    /// <summary>The name of what it watches.</summary>
    public const string Service = "mymaster";

    /// <summary>Its address.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <inheritdoc/>
    protected override ProcessStartInfo Command => new("redis-server", [Configuration, "--sentinel", "--port", Port.ToString(CultureInfo.InvariantCulture)]);

    /// <inheritdoc/>
    protected override string ReadyText => "+slave slave";

    /// <inheritdoc/>
    protected override string Package => "redis-server (6.0 or newer)";

    private string Configuration => Path.Combine(Folder, "sentinel.conf");

    /// <inheritdoc/>
    protected override Task PrepareAsync() => File.WriteAllTextAsync(
        Configuration,
        $"""
        bind 127.0.0.1
        dir {Folder}
        sentinel monitor {Service} 127.0.0.1 {primary.Port} 1
        sentinel down-after-milliseconds {Service} 500
        sentinel failover-timeout {Service} 2000

        """);
}
