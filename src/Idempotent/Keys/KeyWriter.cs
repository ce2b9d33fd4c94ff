using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Idempotent.Keys;

/// <summary>
/// Writes the canonical bytes of a key or fingerprint: <c>version ‖ count ‖ (name ‖ value)…</c>, every value <c>tag ‖ payload</c> and
/// self-delimiting, so that different values never have the same bytes. Generated code writes with it; so may yours.
/// </summary>
/// <remarks>
/// A writer that has written nothing is the empty fingerprint. Parts and members must be written in ordinal order of their names. Not thread-safe;
/// whoever executes with it hands its buffer back.
/// </remarks>
public ref partial struct KeyWriter
{
    private Span<byte> _buffer;
    private byte[]? _rented;
    private int _length;

    /// <summary>Starts on a buffer of the caller's, usually on the stack; more is rented when it is full.</summary>
    public KeyWriter(Span<byte> buffer) => _buffer = buffer;

    /// <summary>What has been written.</summary>
    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Writes the head: the encoding's version and the number of parts. First of all, and once.</summary>
    public void BeginParts(int count)
    {
        Byte(CanonicalTag.Version);
        Length(count);
    }

    /// <summary>Writes the name of the part or member whose value follows.</summary>
    public void Name(string name) => Text(name);

    /// <summary>Hands a rented buffer back.</summary>
    public void Dispose()
    {
        if (_rented is { } rented)
        {
            this = default;
            rented.AsSpan().Clear();
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Take(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }

        var taken = _buffer.Slice(_length, count);
        _length += count;
        return taken;
    }

    private void Byte(byte value) => Take(1)[0] = value;

    /// <summary>LEB128: seven bits a byte, least significant first.</summary>
    private void Length(int value)
    {
        var rest = (uint)value;
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    /// <summary>The UTF-16 code units, little-endian, behind their number: lone surrogates stay what they are.</summary>
    private void Text(string value)
    {
        Length(value.Length);
        var destination = Take(value.Length * sizeof(char));
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(value.AsSpan()).CopyTo(destination);
        }
        else
        {
            for (var i = 0; i < value.Length; i++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(destination[(i * sizeof(char))..], value[i]);
            }
        }
    }

    private void Grow(int count)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Math.Max(256, Math.Max(_buffer.Length * 2, _length + count)));
        _buffer[.._length].CopyTo(rented);
        if (_rented is { } old)
        {
            old.AsSpan().Clear();
            ArrayPool<byte>.Shared.Return(old);
        }

        _buffer = _rented = rented;
    }
}
