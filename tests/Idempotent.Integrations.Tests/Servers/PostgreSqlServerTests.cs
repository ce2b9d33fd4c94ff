using System.Net.Sockets;
using Idempotent.Servers;

namespace Idempotent.Integrations.Tests.Servers;

public sealed class PostgreSqlServerTests
{
    [Fact]
    public async Task Server_ThatIsKilledAndStartedAgain_HasItsPortAndItsData()
    {
        await using var server = await PostgreSqlServer.OpenAsync();
        var port = server.Port;
        await ConnectAsync(port);

        await server.KillAsync();
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(port));
        await server.StartAsync();

        Assert.Equal(port, server.Port);
        Assert.Contains("automatic recovery in progress", server.Output, StringComparison.Ordinal);
        await ConnectAsync(port);
    }

    private static async Task ConnectAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
    }
}
