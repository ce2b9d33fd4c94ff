using System.Diagnostics;
using System.Globalization;

namespace Idempotent.Servers;

/// <summary>A Redis server.</summary>
/// <param name="settings">More of its settings, as on its command line: <c>--appendonly yes</c>. By default it keeps nothing on the disk.</param>
public sealed class RedisServer(params string[] settings) : Server
{
    private static readonly Lazy<Task<RedisServer>> s_shared = new(() => OpenAsync());

    /// <summary>One server for all tests of this process that only need room of their own, not a server. It ends with the process.</summary>
    public static Task<RedisServer> Shared => s_shared.Value;

    /// <summary>Its address.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>The largest file that it may write, in blocks of 512 bytes: a write beyond it fails as on a full disk. 0 for none.</summary>
    public int LargestFile { get; init; }

    /// <inheritdoc/>
    protected override ProcessStartInfo Command
    {
        get
        {
            string[] all = ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", Folder, "--save", "", "--appendonly", "no", .. settings];
            // The signal that such a write sends would end the server.
            return LargestFile == 0 ? new("redis-server", all) : new("sh", ["-c", $"trap '' XFSZ; ulimit -f {LargestFile}; exec redis-server \"$@\"", "sh", .. all]);
        }
    }

    /// <inheritdoc/>
    protected override string ReadyText => "Ready to accept";

    /// <inheritdoc/>
    protected override string Package => "redis-server (6.0 or newer)";

    /// <summary>Starts one.</summary>
    public static async Task<RedisServer> OpenAsync(params string[] settings)
    {
        var server = new RedisServer(settings);
        await server.StartAsync();
        return server;
    }
}
