using System.Diagnostics;
using System.Globalization;

namespace Idempotent.Servers;

/// <summary>Redis Cluster of three primaries without replicas, each with a third of the slots. What one of them had is gone while it is down; the others go on.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int Slots = 16384;

    private readonly RedisServer[] _nodes;

    private RedisCluster(RedisServer[] nodes) => _nodes = nodes;

    /// <summary>The three of them.</summary>
    public IReadOnlyList<RedisServer> Nodes => _nodes;

    /// <summary>The addresses of all.</summary>
    public string Address => string.Join(',', _nodes.Select(static n => n.Address));

    /// <summary>Starts one. Needs Redis 7.0 or newer.</summary>
    public static async Task<RedisCluster> OpenAsync()
    {
        var buses = new[] { Server.FreePort(), Server.FreePort(), Server.FreePort() };
        var cluster = new RedisCluster(await Task.WhenAll(buses.Select(static bus => RedisServer.OpenAsync(
            "--cluster-enabled", "yes", "--cluster-port", Text(bus), "--cluster-node-timeout", "1500", "--cluster-require-full-coverage", "no"))));
        for (var i = 0; i < buses.Length; i++)
        {
            await AskAsync(cluster.Nodes[i], "cluster", "addslotsrange", Text(Slots * i / buses.Length), Text((Slots * (i + 1) / buses.Length) - 1));
            await AskAsync(cluster.Nodes[0], "cluster", "meet", "127.0.0.1", Text(cluster.Nodes[i].Port), Text(buses[i]));
        }

        foreach (var node in cluster.Nodes)
        {
            // Each of them knows of all slots, and takes requests.
            while (await AskAsync(node, "cluster", "info") is var info
                && !(info.Contains("cluster_state:ok", StringComparison.Ordinal) && info.Contains($"cluster_slots_ok:{Slots}", StringComparison.Ordinal)))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }

        return cluster;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    /// <summary>Asks a node by its own command line.</summary>
    private static async Task<string> AskAsync(RedisServer node, params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo("redis-cli", ["-p", Text(node.Port), .. command]) { RedirectStandardOutput = true })!;
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return answer;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
