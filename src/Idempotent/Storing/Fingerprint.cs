using System.Diagnostics.CodeAnalysis;

namespace Idempotent.Storing;

/// <summary>
/// What tells two calls with the same key apart: the canonical bytes of the fingerprint parts where they are short, else their SHA-256 behind a
/// byte that no canonical bytes begin with. Opaque to stores, which compare it byte by byte. Immutable; the default value is the empty one.
/// </summary>
public readonly struct Fingerprint : IEquatable<Fingerprint>
{
    /// <summary>The longest fingerprint, in bytes.</summary>
    public const int MaxLength = 64;

    private readonly byte[]? _bytes;

    private Fingerprint(byte[] bytes) => _bytes = bytes;

    /// <summary>The fingerprint of an operation without fingerprint parts.</summary>
    public static Fingerprint Empty => default;

    /// <summary>The bytes, 0 to <see cref="MaxLength"/> of them.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Reads a stored fingerprint. The bytes are copied.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaxLength"/> bytes.</exception>
    public static Fingerprint FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length <= MaxLength
        ? bytes.IsEmpty ? default : new(bytes.ToArray())
        : throw new ArgumentException($"A fingerprint has at most {MaxLength} bytes; these are {bytes.Length}.", nameof(bytes));

    /// <inheritdoc/>
    public bool Equals(Fingerprint other) => _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Fingerprint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>Lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(_bytes ?? []);

    /// <summary>Whether two fingerprints have the same bytes.</summary>
    public static bool operator ==(Fingerprint left, Fingerprint right) => left.Equals(right);

    /// <summary>Whether two fingerprints have different bytes.</summary>
    public static bool operator !=(Fingerprint left, Fingerprint right) => !left.Equals(right);
}

/// <summary>A fingerprint as an earlier schema of the operation would have made it.</summary>
/// <param name="SchemaHash">The schema, as <see cref="ClaimTerms.SchemaHash"/> of that version.</param>
/// <param name="Fingerprint">The fingerprint under that schema.</param>
public readonly record struct SchemaFingerprint(long SchemaHash, Fingerprint Fingerprint);
