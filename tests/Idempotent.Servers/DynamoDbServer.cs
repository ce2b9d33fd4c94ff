using System.Diagnostics;
using System.Globalization;

namespace Idempotent.Servers;

/// <summary>
/// Something that stands for DynamoDB: dynalite, which has conditional writes, consistent reads and scans, but neither transactions nor time to live, and does not tell what is there when a condition
/// does not hold.
/// </summary>
/// <param name="keepsTables">Whether its tables are in files; else in memory.</param>
public sealed class DynamoDbServer(bool keepsTables = false) : Server
{
    /// <summary>Installed by <c>tests/run</c>.</summary>
    private const string Version = "4.0.0";

    private static readonly Lazy<Task<DynamoDbServer>> s_shared = new(() => OpenAsync());
    private static readonly string s_program = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "idempotent", $"dynalite-{Version}", "node_modules", "dynalite", "cli.js");

    /// <summary>One server for all tests of this process that only need room of their own, not a server. It ends with the process.</summary>
    public static Task<DynamoDbServer> Shared => s_shared.Value;

    /// <summary>Where clients find it.</summary>
    public string Address => AddressOf(Port);

    /// <inheritdoc/>
    protected override ProcessStartInfo Command => new(
        "node", [s_program, "--port", Port.ToString(CultureInfo.InvariantCulture), "--host", "127.0.0.1", "--createTableMs", "0", "--deleteTableMs", "0", .. keepsTables ? ["--path", Path.Combine(Folder, "tables")] : Array.Empty<string>()]);

    /// <inheritdoc/>
    protected override string ReadyText => "listening at";

    /// <inheritdoc/>
    protected override string Package => $"node and, in ~/.cache/idempotent/dynalite-{Version}, npm's dynalite@{Version}";

    /// <summary>The address of a port of loopback.</summary>
    public static string AddressOf(int port) => $"http://127.0.0.1:{port}";

    /// <summary>Starts one.</summary>
    public static async Task<DynamoDbServer> OpenAsync(bool keepsTables = false)
    {
        var server = new DynamoDbServer(keepsTables);
        await server.StartAsync();
        return server;
    }
}
