using System.Diagnostics;

namespace Idempotent.Servers;

/// <summary>PgBouncer in transaction mode before a PostgreSQL server, with two connections to it for however many clients.</summary>
public sealed class PgBouncer(PostgreSqlServer server) : Server
{
    /// <summary>A connection string for it. What is left of a session is another client's next: it is not to be reset.</summary>
    public string ConnectionString => $"{PostgreSqlServer.ConnectionStringTo(Port)};No Reset On Close=true";

    /// <inheritdoc/>
    protected override ProcessStartInfo Command
    {
        get
        {
            File.WriteAllText(
                Settings,
                $"""
                [databases]
                postgres = host=127.0.0.1 port={server.Port} dbname=postgres user=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = {Port}
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 2
                ignore_startup_parameters = extra_float_digits

                """);
            return PostgreSqlServer.As("pgbouncer", Settings);
        }
    }

    /// <inheritdoc/>
    protected override string ReadyText => "process up";

    /// <inheritdoc/>
    protected override string Package => "pgbouncer";

    private string Settings => Path.Combine(Folder, "pgbouncer.ini");

    /// <summary>Starts one.</summary>
    public static async Task<PgBouncer> OpenAsync(PostgreSqlServer server)
    {
        var bouncer = new PgBouncer(server);
        await bouncer.StartAsync();
        return bouncer;
    }

    /// <inheritdoc/>
    protected override async Task PrepareAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(new("chown", ["postgres", Folder]));
        }
    }
}
