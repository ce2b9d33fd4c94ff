using System.Net.Sockets;
using Idempotent.Servers;
using static Idempotent.Integrations.Tests.Servers.RedisServerTests;

namespace Idempotent.Integrations.Tests.Servers;

public sealed class FaultProxyTests : IAsyncLifetime
{
    private RedisServer _server = null!;
    private FaultProxy _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.OpenAsync();
        _proxy = FaultProxy.Start(_server.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task DropReplyTo_AppliesTheRequest_AndResetsTheConnection()
    {
        var fault = _proxy.DropReplyTo("one");

        Assert.Equal("+OK", await AskAsync(_proxy.Port, "SET two 2"));
        await Assert.ThrowsAsync<IOException>(() => AskAsync(_proxy.Port, "SET one 1"));

        await fault.Happened;
        Assert.Equal(":2", await AskAsync(_server.Port, "DBSIZE"));
    }

    [Fact]
    public async Task Fault_HappensOnce()
    {
        _proxy.DropReplyTo("one");

        await Assert.ThrowsAsync<IOException>(() => AskAsync(_proxy.Port, "SET one 1"));

        Assert.Equal("+OK", await AskAsync(_proxy.Port, "SET one 1"));
    }

    [Fact]
    public async Task ResetAt_KeepsTheRequestFromTheServer()
    {
        var fault = _proxy.ResetAt("one");

        await Assert.ThrowsAsync<IOException>(() => AskAsync(_proxy.Port, "SET one 1"));

        await fault.Happened;
        Assert.Equal(":0", await AskAsync(_server.Port, "DBSIZE"));
    }

    [Fact]
    public async Task HoldReplyTo_AnswersOnceItIsReleased()
    {
        var fault = _proxy.HoldReplyTo("one");
        var answer = AskAsync(_proxy.Port, "SET one 1");
        await fault.Happened;
        Assert.Equal(":1", await AskAsync(_server.Port, "DBSIZE"));
        Assert.False(answer.IsCompleted);

        fault.Release();

        Assert.Equal("+OK", await answer);
    }

    [Fact]
    public async Task Mark_IsFoundAcrossPieces_AndNotInWhatHasGoneBefore()
    {
        using var client = new TcpClient("127.0.0.1", _proxy.Port);
        Assert.Equal("+OK", await AskAsync(client, "SET one 1"));
        _proxy.ResetAt("one");
        Assert.Equal("+PONG", await AskAsync(client, "PING"));
        await client.GetStream().WriteAsync("GET o"u8.ToArray(), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<IOException>(() => AskAsync(client, "ne"));
    }

    [Fact]
    public async Task Refuse_EndsAndRefusesConnections_UntilAccept()
    {
        using var client = new TcpClient("127.0.0.1", _proxy.Port);
        Assert.Equal("+PONG", await AskAsync(client, "PING"));

        _proxy.Refuse();
        await Assert.ThrowsAsync<IOException>(() => AskAsync(client, "PING"));
        await Assert.ThrowsAsync<SocketException>(() => AskAsync(_proxy.Port, "PING"));
        _proxy.Accept();

        Assert.Equal("+PONG", await AskAsync(_proxy.Port, "PING"));
    }

    [Fact]
    public async Task Cut_EndsConnections_AndTakesNewOnes()
    {
        using var client = new TcpClient("127.0.0.1", _proxy.Port);
        Assert.Equal("+PONG", await AskAsync(client, "PING"));

        _proxy.Cut();

        await Assert.ThrowsAsync<IOException>(() => AskAsync(client, "PING"));
        Assert.Equal("+PONG", await AskAsync(_proxy.Port, "PING"));
    }
}
