using System.Net;
using System.Net.Sockets;

namespace Idempotent.Servers;

/// <summary>One client's connection through the proxy: two pumps.</summary>
internal sealed class ProxyLink(FaultProxy proxy, Socket client) : IDisposable
{
    public const int LongestMark = 1024;

    private const int Longest = 1 << 16;

    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Fault? _atReply;
    private int _isReset;

    public Task Ended => _ended.Task;

    public async Task RunAsync(int target)
    {
        try
        {
            client.NoDelay = true;
            await _server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(PumpAsync(client, _server, OnRequest), PumpAsync(_server, client, OnReplyAsync));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // What the one side sees, the other is to see.
        }

        Dispose();
        _ended.SetResult();
    }

    /// <summary>Ends both sides at once, with a reset and nothing more.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isReset, 1) != 0)
        {
            return;
        }

        _atReply?.Release();
        foreach (var socket in new[] { client, _server })
        {
            socket.LingerState = new(enable: true, seconds: 0);
            socket.Dispose();
        }
    }

    /// <summary>False when what came must not go on.</summary>
    private ValueTask<bool> OnRequest(ReadOnlyMemory<byte> bytes, int seen)
    {
        if (proxy.Take(bytes.Span, seen) is { } fault)
        {
            if (fault.Kind == FaultKind.ResetRequest)
            {
                fault.Happen();
                return new(false);
            }

            // Before the request goes on, so that its reply finds it.
            _atReply = fault;
        }

        return new(true);
    }

    private async ValueTask<bool> OnReplyAsync(ReadOnlyMemory<byte> bytes, int seen)
    {
        if (_atReply is not { } fault)
        {
            return true;
        }

        fault.Happen();
        if (fault.Kind == FaultKind.HoldReply)
        {
            await fault.Released;
            _atReply = null;
            return true;
        }

        return false;
    }

    /// <summary>Hands on what comes, each time with the end of what came before in view: a mark may lie across two pieces.</summary>
    private static async Task PumpAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, int, ValueTask<bool>> see)
    {
        var buffer = new byte[2 * Longest];
        var kept = 0;
        try
        {
            while (await from.ReceiveAsync(buffer.AsMemory(kept, Longest)) is var count and > 0 && await see(buffer.AsMemory(0, kept + count), kept))
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(kept + sent, count - sent));
                }

                var total = kept + count;
                kept = Math.Min(total, LongestMark);
                buffer.AsSpan(total - kept, kept).CopyTo(buffer);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The link ends.
        }
    }
}
