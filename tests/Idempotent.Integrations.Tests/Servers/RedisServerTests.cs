using System.Net.Sockets;
using System.Text;
using Idempotent.Servers;

namespace Idempotent.Integrations.Tests.Servers;

/// <summary>What the tests of stores rely on, by the plainest of clients.</summary>
public sealed class RedisServerTests
{
    [Fact]
    public async Task Server_ThatIsKilledAndStartedAgain_HasItsPortAndItsData()
    {
        await using var server = await RedisServer.OpenAsync("--appendonly", "yes", "--appendfsync", "always");
        var port = server.Port;
        Assert.Equal("+OK", await AskAsync(port, "SET key value"));

        await server.KillAsync();
        await Assert.ThrowsAsync<SocketException>(() => AskAsync(port, "PING"));
        await server.StartAsync();

        Assert.Equal(port, server.Port);
        Assert.Equal("$5", await AskAsync(port, "GET key"));
    }

    [Fact]
    public async Task Server_ThatIsStopped_EndsInOrder()
    {
        await using var server = await RedisServer.OpenAsync();

        await server.StopAsync();

        Assert.Contains("ready to exit, bye bye", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ThatIsFrozen_AnswersOnlyOnceItIsThawed()
    {
        await using var server = await RedisServer.OpenAsync();
        await server.FreezeAsync();
        var answer = AskAsync(server.Port, "PING");
        Assert.Equal("T", State(server.ProcessId));
        Assert.False(answer.IsCompleted);

        server.Thaw();

        Assert.Equal("+PONG", await answer);
    }

    [Fact]
    public async Task Server_ThatCanNotStart_SaysWhatItPrinted()
    {
        await using var server = new RedisServer("--no-such-setting", "1");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(server.StartAsync);

        Assert.Contains("no-such-setting", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Sends one command and returns the first line of the answer; null when the connection ended without one.</summary>
    internal static async Task<string?> AskAsync(int port, string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        return await AskAsync(client, command);
    }

    /// <inheritdoc cref="AskAsync(int, string)"/>
    internal static async Task<string?> AskAsync(TcpClient client, string command)
    {
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken);
    }

    private static string State(int processId) => File.ReadAllLines($"/proc/{processId}/status").Single(static line => line.StartsWith("State:", StringComparison.Ordinal)).Split('\t')[1][..1];
}
