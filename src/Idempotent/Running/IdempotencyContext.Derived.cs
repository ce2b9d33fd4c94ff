using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Idempotent;

/// <content>Values for calls further down.</content>
public sealed partial class IdempotencyContext
{
    /// <summary>A UUID (version 8) for a call further down: the same on every attempt, another for every key and name.</summary>
    /// <param name="name">What it is for, e.g. <c>"refund"</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public Guid DeriveGuid(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Derive(name, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }

    /// <summary>An idempotency key (64 lower-case hex digits) for a call further down: the same on every attempt, another for every key and name.</summary>
    /// <param name="name">What it is for, e.g. <c>"refund"</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public string DeriveKey(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Derive(name, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>
    /// SHA-256 over the length of the key, the key and the name. Stored further down by others: never changed. The key is the one that the first attempt started
    /// under, so that a later attempt under a new secret derives the same.
    /// </summary>
    private void Derive(string name, Span<byte> hash)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var key = _startedUnder.Value;
        var bytes = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(name)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, key.Length);
        var written = sizeof(int) + Encoding.UTF8.GetBytes(key, bytes.AsSpan(sizeof(int)));
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(written));
        SHA256.HashData(bytes, hash);
    }
}
