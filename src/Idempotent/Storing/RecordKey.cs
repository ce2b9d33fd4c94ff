using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Idempotent.Storing;

/// <summary>
/// The key of a record as stores keep it: <c>{prefix}:{scope}:{operation}:{discriminator}</c>, at most <see cref="MaxLength"/> characters of printable
/// ASCII. Compared ordinally. Immutable and thread-safe.
/// </summary>
public sealed class RecordKey : IEquatable<RecordKey>, IComparable<RecordKey>
{
    /// <summary>The longest key, in characters and bytes.</summary>
    public const int MaxLength = 512;

    private static readonly SearchValues<char> s_printable =
        SearchValues.Create(string.Create(94, 0, static (span, _) => { for (var i = 0; i < span.Length; i++) { span[i] = (char)('!' + i); } }));

    // Each step of a call looks its key up.
    private readonly int _hash;

    /// <summary>Takes a stored key's text.</summary>
    /// <exception cref="ArgumentException">The text is empty, longer than <see cref="MaxLength"/>, or has a character outside <c>'!'</c> to <c>'~'</c>.</exception>
    public RecordKey(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        if (value.Length > MaxLength)
        {
            throw new ArgumentException($"A record key has at most {MaxLength} characters; this one has {value.Length}.", nameof(value));
        }

        if (value.AsSpan().ContainsAnyExcept(s_printable))
        {
            throw new ArgumentException("A record key consists of printable ASCII without spaces; percent-encode anything else.", nameof(value));
        }

        Value = value;
        _hash = value.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>The whole text.</summary>
    public string Value { get; }

    /// <summary>The key that the same call had before a change of what keys are made with; null where nothing changed. Not part of what the key is.</summary>
    internal FormerKey? Former { get; init; }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] RecordKey? other) => other is not null && _hash == other._hash && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RecordKey);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public int CompareTo(RecordKey? other) => string.CompareOrdinal(Value, other?.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Whether two keys are the same text.</summary>
    public static bool operator ==(RecordKey? left, RecordKey? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two keys are different texts.</summary>
    public static bool operator !=(RecordKey? left, RecordKey? right) => !(left == right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(RecordKey left, RecordKey right) => Comparer<RecordKey>.Default.Compare(left, right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(RecordKey left, RecordKey right) => Comparer<RecordKey>.Default.Compare(left, right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(RecordKey left, RecordKey right) => !(left > right);

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(RecordKey left, RecordKey right) => !(left < right);
}
