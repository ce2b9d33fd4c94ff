using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Idempotent.Benchmarks.InProcess;

/// <summary>
/// The least code that gives what the in-memory store gives a single caller: canonical bytes of the key, a fast hash, a dictionary under a lock, a comparison of the bytes and of the expiry.
/// </summary>
internal sealed class Floor
{
    private readonly Dictionary<UInt128, Entry> _entries = [];
    private readonly Lock _lock = new();

    /// <summary>Writes (string, decimal, Guid): what a key and a fingerprint have together.</summary>
    public static int Write(Span<byte> destination, string order, decimal amount, Guid request)
    {
        var written = Encoding.UTF8.GetBytes(order, destination[1..]);
        destination[0] = (byte)written;
        decimal.GetBits(amount, MemoryMarshal.Cast<byte, int>(destination.Slice(written + 1, 16)));
        request.TryWriteBytes(destination[(written + 17)..]);
        return written + 33;
    }

    /// <summary>What was stored; null where nothing is, or it has expired.</summary>
    public Entry? Find(string order, decimal amount, Guid request)
    {
        Span<byte> bytes = stackalloc byte[128];
        bytes = bytes[..Write(bytes, order, amount, request)];
        lock (_lock)
        {
            return _entries.TryGetValue(XxHash128.HashToUInt128(bytes), out var entry) && bytes.SequenceEqual(entry.Key) && entry.ExpiresAt > Environment.TickCount64 ? entry : null;
        }
    }

    /// <summary>Claims; false where somebody has.</summary>
    public bool TryClaim(string order, decimal amount, Guid request)
    {
        Span<byte> bytes = stackalloc byte[128];
        bytes = bytes[..Write(bytes, order, amount, request)];
        lock (_lock)
        {
            return _entries.TryAdd(XxHash128.HashToUInt128(bytes), new Entry(bytes.ToArray(), Environment.TickCount64 + 30_000));
        }
    }

    public void Complete(string order, decimal amount, Guid request, object result, bool asJson)
    {
        var stored = asJson ? JsonSerializer.SerializeToUtf8Bytes((Receipt)result, PaymentsJson.Default.Receipt) : null;
        Span<byte> bytes = stackalloc byte[128];
        bytes = bytes[..Write(bytes, order, amount, request)];
        lock (_lock)
        {
            var entry = _entries[XxHash128.HashToUInt128(bytes)];
            entry.Result = result;
            entry.Json = stored;
            entry.ExpiresAt = Environment.TickCount64 + 86_400_000;
        }
    }

    public sealed class Entry(byte[] key, long expiresAt)
    {
        public byte[] Key { get; } = key;

        public long ExpiresAt { get; set; } = expiresAt;

        public object? Result { get; set; }

        public byte[]? Json { get; set; }
    }
}

/// <summary>Orders that nobody has seen.</summary>
internal sealed class FreshOrders(int count)
{
    private readonly string[] _orders = [.. Enumerable.Range(0, count).Select(static i => i.ToString("D12", CultureInfo.InvariantCulture))];
    private int _next = -1;

    public string Next() => _orders[Interlocked.Increment(ref _next)];

    public void Reset() => _next = -1;
}
