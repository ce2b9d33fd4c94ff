using System.Diagnostics;
using System.Globalization;

namespace Idempotent.Servers;

/// <summary>A Garnet server, which speaks the protocol of Redis. It runs a script as one step only in its transaction mode.</summary>
public sealed class GarnetServer : Server
{
    private static readonly Lazy<Task<GarnetServer>> s_shared = new(async () =>
    {
        var server = new GarnetServer();
        await server.StartAsync();
        return server;
    });

    /// <summary>One server for all tests of this process. It ends with the process.</summary>
    public static Task<GarnetServer> Shared => s_shared.Value;

    /// <summary>Its address.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <inheritdoc/>
    protected override ProcessStartInfo Command => new(
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools", "garnet-server"),
        ["--bind", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--lua", "--lua-transaction-mode", "--memory", "64m", "--index", "1m"]) { WorkingDirectory = Folder };

    /// <inheritdoc/>
    protected override string ReadyText => "Ready to accept";

    /// <inheritdoc/>
    protected override string Package => "the .NET tool garnet-server (dotnet tool install --global garnet-server --version 2.2.8)";
}
