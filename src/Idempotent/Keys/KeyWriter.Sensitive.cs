using System.Buffers;
using System.Security.Cryptography;

namespace Idempotent.Keys;

/// <content>Values that must not be readable: noted while they are written, replaced by their HMAC when the bytes are sealed.</content>
public ref partial struct KeyWriter
{
    /// <summary>Whether there is something to seal.</summary>
    internal readonly bool HasSensitive => _segmentCount > 0;

    /// <summary>How many bytes <see cref="Seal"/> writes.</summary>
    internal readonly int SealedLength
    {
        get
        {
            var length = _length;
            for (var i = 0; i < _segmentCount; i++)
            {
                length += HMACSHA256.HashSizeInBytes - _segments![i].Length;
            }

            return length;
        }
    }

    /// <summary>Begins a value that enters as its HMAC only. A sensitive value within another is part of the outer one.</summary>
    /// <returns>What <see cref="EndSensitive"/> wants.</returns>
    public int BeginSensitive()
    {
        Byte(CanonicalTag.Sensitive);
        return _length;
    }

    /// <summary>Ends a sensitive value.</summary>
    /// <param name="start">What <see cref="BeginSensitive"/> returned.</param>
    public void EndSensitive(int start)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, _length);
        while (_segmentCount > 0 && _segments![_segmentCount - 1].Start >= start)
        {
            _segmentCount--;
        }

        AddSegment(new Segment(start, _length - start));
    }

    /// <summary>Copies what has been written, with the HMAC-SHA256 of each sensitive value in its place.</summary>
    internal readonly void Seal(byte[] secret, scoped Span<byte> destination)
    {
        var from = 0;
        foreach (var segment in _segments.AsSpan(0, _segmentCount))
        {
            var clear = _buffer[from..segment.Start];
            clear.CopyTo(destination);
            destination = destination[clear.Length..];
            destination = destination[HMACSHA256.HashData(secret, _buffer.Slice(segment.Start, segment.Length), destination)..];
            from = segment.Start + segment.Length;
        }

        _buffer[from.._length].CopyTo(destination);
    }

    private void AddSegment(Segment segment)
    {
        if (_segments is null || _segments.Length == _segmentCount)
        {
            var larger = ArrayPool<Segment>.Shared.Rent(Math.Max(8, _segmentCount * 2));
            if (_segments is { } old)
            {
                old.AsSpan().CopyTo(larger);
                ArrayPool<Segment>.Shared.Return(old);
            }

            _segments = larger;
        }

        _segments[_segmentCount++] = segment;
    }

    private readonly void MoveSegments(int first, int by)
    {
        foreach (ref var segment in _segments.AsSpan(first, _segmentCount - first))
        {
            segment = segment with { Start = segment.Start + by };
        }
    }

    private readonly record struct Segment(int Start, int Length);
}
