using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Idempotent.Storing;

/// <summary>
/// Unique per attempt, opaque: whoever holds a record's current owner token may complete, release, renew or hold it, and nobody else may.
/// </summary>
/// <remarks>A random process nonce and a counter: unique without asking the random source at each claim. Not a secret.</remarks>
public readonly record struct OwnerToken : ISpanFormattable
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 16;

    private static readonly ulong s_process = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;
    private static long s_counter;

    private readonly ulong _process;
    private readonly ulong _counter;

    private OwnerToken(ulong process, ulong counter)
    {
        _process = process;
        _counter = counter;
    }

    /// <summary>No owner: the value of a record that was never claimed or whose owner was taken away by a resolution.</summary>
    public static OwnerToken None => default;

    /// <summary>A token that no other attempt has, in any process. Thread-safe.</summary>
    public static OwnerToken Create() => new(s_process, (ulong)Interlocked.Increment(ref s_counter));

    /// <summary>Reads what <see cref="WriteBytes"/> wrote.</summary>
    /// <exception cref="ArgumentException">Not exactly <see cref="Size"/> bytes.</exception>
    public static OwnerToken FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]))
        : throw new ArgumentException($"An owner token has {Size} bytes; these are {bytes.Length}.", nameof(bytes));

    /// <summary>Writes the token as <see cref="Size"/> bytes.</summary>
    public void WriteBytes(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _process);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _counter);
    }

    /// <summary>The token as <see cref="Size"/> new bytes.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[Size];
        WriteBytes(bytes);
        return bytes;
    }

    /// <summary>32 lower-case hex digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_process:x16}{_counter:x16}");

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(CultureInfo.InvariantCulture, $"{_process:x16}{_counter:x16}", out charsWritten);
}
