using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Idempotent.Servers;

/// <summary>
/// Stands between clients and a server on loopback, for any protocol over TCP, and does to a chosen request what networks do to any. Requests are chosen by bytes that they contain, so that
/// a test says what happens and waits for it, and sleeps nowhere. Thread-safe.
/// </summary>
/// <remarks>A reply is what the server sends after the request. Where a client has several requests under way on one connection, it may be the reply to an earlier one: choose with one under way.</remarks>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly List<Fault> _faults = [];
    private readonly HashSet<ProxyLink> _links = [];
    private volatile Socket? _listener;

    private FaultProxy(int target) => _target = target;

    /// <summary>The port that clients connect to. Stays the same.</summary>
    public int Port { get; private set; }

    /// <summary>Its address.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Starts one in front of a port of loopback.</summary>
    public static FaultProxy Start(int target)
    {
        var proxy = new FaultProxy(target);
        proxy.Accept();
        return proxy;
    }

    /// <summary>The next request that contains a text is answered, and its reply lost with the connection: applied, and nobody knows.</summary>
    public Fault DropReplyTo(string mark) => Add(FaultKind.DropReply, mark);

    /// <summary>The next request that contains a text resets the connection and never reaches the server.</summary>
    public Fault ResetAt(string mark) => Add(FaultKind.ResetRequest, mark);

    /// <summary>The next request that contains a text is answered, and the reply, with all that comes after it, waits for <see cref="Fault.Release"/>.</summary>
    public Fault HoldReplyTo(string mark) => Add(FaultKind.HoldReply, mark);

    /// <summary>Resets every connection, and refuses new ones until <see cref="Accept"/>.</summary>
    public void Refuse()
    {
        var listener = _listener;
        _listener = null;
        listener?.Dispose();
        Cut();
    }

    /// <summary>Takes connections again.</summary>
    public void Accept()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen();
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _listener = listener;
        _ = AcceptAsync(listener);
    }

    /// <summary>Resets every connection. New ones are taken.</summary>
    public void Cut()
    {
        foreach (var link in Links())
        {
            link.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Refuse();
        await Task.WhenAll(Links().Select(static link => link.Ended));
    }

    /// <summary>The fault for a request, which is then no other's.</summary>
    /// <param name="bytes">What came, behind what came before.</param>
    /// <param name="seen">How much of it came before: a mark ends in what is new.</param>
    internal Fault? Take(ReadOnlySpan<byte> bytes, int seen)
    {
        lock (_faults)
        {
            foreach (var fault in _faults)
            {
                if (bytes[Math.Max(0, seen - fault.Mark.Length + 1)..].IndexOf(fault.Mark.Span) >= 0)
                {
                    _faults.Remove(fault);
                    return fault;
                }
            }

            return null;
        }
    }

    private Fault Add(FaultKind kind, string mark)
    {
        ArgumentException.ThrowIfNullOrEmpty(mark);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mark.Length, ProxyLink.LongestMark);
        var fault = new Fault(kind, Encoding.UTF8.GetBytes(mark));
        lock (_faults)
        {
            _faults.Add(fault);
        }

        return fault;
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = RunAsync(new(this, client), listener);
        }
    }

    private async Task RunAsync(ProxyLink link, Socket listener)
    {
        lock (_links)
        {
            _links.Add(link);
        }

        if (_listener != listener)
        {
            // Taken in the moment in which it was to be refused.
            link.Dispose();
        }

        await link.RunAsync(_target);
        lock (_links)
        {
            _links.Remove(link);
        }
    }

    private ProxyLink[] Links()
    {
        lock (_links)
        {
            return [.. _links];
        }
    }
}
