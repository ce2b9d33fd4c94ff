using System.Diagnostics;
using System.Globalization;

namespace Idempotent.Servers;

/// <summary>A PostgreSQL server with one database, <c>postgres</c>, whose commits are on the disk before they count.</summary>
/// <param name="settings">More of its settings, as on its command line: <c>-c</c>, <c>fsync=off</c>.</param>
public sealed class PostgreSqlServer(params string[] settings) : Server
{
    private static readonly Lazy<Task<PostgreSqlServer>> s_shared = new(() => OpenAsync());
    private static readonly string s_binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderBy(static d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture)).Select(static d => $"{d}/bin/").LastOrDefault("")
        : "";

    /// <summary>One server for all tests of this process that only need room of their own, not a server. It ends with the process.</summary>
    public static Task<PostgreSqlServer> Shared => s_shared.Value;

    /// <summary>A connection string for it.</summary>
    public string ConnectionString => ConnectionStringTo(Port);

    /// <inheritdoc/>
    protected override ProcessStartInfo Command => As(
        s_binaries + "postgres",
        ["-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={Folder}", .. settings]);

    /// <inheritdoc/>
    protected override string ReadyText => "ready to accept connections";

    /// <inheritdoc/>
    protected override string Package => "postgresql (13 or newer)";

    private string Data => Path.Combine(Folder, "data");

    /// <summary>Starts one.</summary>
    public static async Task<PostgreSqlServer> OpenAsync(params string[] settings)
    {
        var server = new PostgreSqlServer(settings);
        await server.StartAsync();
        return server;
    }

    /// <summary>A connection string for a server, or a proxy before it, on a port.</summary>
    public static string ConnectionStringTo(int port) => $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Database=postgres";

    /// <inheritdoc/>
    protected override async Task PrepareAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(new("chown", ["postgres", Folder]));
        }

        await RunAsync(As(s_binaries + "initdb", "-D", Data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"));
    }

    /// <summary>SIGQUIT, which <c>pg_ctl stop -m immediate</c> sends: nothing is written any more, as in a crash, and unlike after SIGKILL no child keeps the shared memory that the next start needs.</summary>
    protected override void Crash(Process process)
    {
        if (!process.HasExited)
        {
            Signals.Send(process.Id, Signals.Quit);
        }
    }

    /// <summary>PostgreSQL and its companions refuse root. The tool becomes another user in the same process, so that a signal finds the server itself.</summary>
    internal static ProcessStartInfo As(string tool, params string[] arguments) => Environment.IsPrivilegedProcess
        ? new("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", tool, .. arguments])
        : new(tool, arguments);
}
