using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Idempotent.Keys;

/// <summary>Writes one item of a collection.</summary>
/// <typeparam name="T">The item's type.</typeparam>
/// <param name="writer">Where to write.</param>
/// <param name="value">The item.</param>
public delegate void KeyItem<in T>(ref KeyWriter writer, T value);

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
    /// <summary>How deep values may be nested; what is deeper is taken for a cycle.</summary>
    private const int MaxDepth = 64;

    private Span<byte> _buffer;
    private byte[]? _rented;
    private int _length;
    private int _depth;
    private Segment[]? _segments;
    private int _segmentCount;
    private FormerCall? _former;

    /// <summary>Starts on a buffer of the caller's, usually on the stack; more is rented when it is full.</summary>
    /// <param name="buffer">The buffer; may be empty.</param>
    public KeyWriter(Span<byte> buffer) => _buffer = buffer;

    /// <summary>What has been written.</summary>
    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>A key of one part, a string: readable in the store where it is short and plain.</summary>
    /// <param name="key">The key.</param>
    public static KeyWriter Of(string key)
    {
        var writer = Single();
        writer.Write(key);
        return writer;
    }

    /// <summary>A key of one part, a Guid: readable in the store.</summary>
    /// <param name="key">The key.</param>
    public static KeyWriter Of(Guid key)
    {
        var writer = Single();
        writer.Write(key);
        return writer;
    }

    /// <summary>A key of one part, an integer: readable in the store.</summary>
    /// <param name="key">The key.</param>
    public static KeyWriter Of(long key)
    {
        var writer = Single();
        writer.Write(key);
        return writer;
    }

    /// <summary>Writes the head: the encoding's version and the number of parts. First of all, and once.</summary>
    /// <param name="count">How many parts follow, at least one.</param>
    /// <exception cref="InvalidOperationException">Something has been written.</exception>
    public void BeginParts(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (_length != 0)
        {
            throw new InvalidOperationException("The parts of a key begin once, before anything else is written.");
        }

        Byte(CanonicalTag.Version);
        Length(count);
    }

    /// <summary>Writes the name of the part or member whose value follows.</summary>
    /// <param name="name">The name; not empty.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Name(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Text(name);
    }

    /// <summary>Whether there is something to hand back.</summary>
    internal readonly bool HasRented => _rented is not null || _segments is not null;

    /// <summary>Hands rented buffers back. A copy of the writer must not be used any more.</summary>
    public void Dispose()
    {
        var rented = _rented;
        var segments = _segments;
        this = default;
        Return(rented);
        if (segments is not null)
        {
            ArrayPool<Segment>.Shared.Return(segments);
        }
    }

    private static KeyWriter Single()
    {
        var writer = default(KeyWriter);
        writer.BeginParts(1);
        writer.Name("key");
        return writer;
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw new IdempotencyKeyException(
                $"A key value is nested more than {MaxDepth} deep, or contains itself. Mark what identifies the call with [IdempotencyKey], or ignore the member that leads back.");
        }
    }

    private void Leave() => _depth--;

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

    private void Grow(int count)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Math.Max(256, Math.Max(_buffer.Length * 2, checked(_length + count))));
        _buffer[.._length].CopyTo(rented);
        Return(_rented);
        _buffer = _rented = rented;
    }

    /// <summary>Cleared, for a key may hold what is secret.</summary>
    private static void Return(byte[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
