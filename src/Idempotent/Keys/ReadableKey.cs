using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Idempotent.Keys;

/// <summary>The readable form of a key: exactly one part, a string, integer or Guid whose text is plain and short.</summary>
internal static class ReadableKey
{
    public const int MaxLength = 64;

    public static bool TryFormat(ReadOnlySpan<byte> canonical, Span<char> destination, out int length)
    {
        length = 0;
        var rest = canonical[1..];
        if (ReadLength(ref rest) != 1)
        {
            return false;
        }

        var nameLength = ReadLength(ref rest);
        rest = rest[(nameLength * sizeof(char))..];
        if (rest.IsEmpty)
        {
            return false;
        }

        var tag = rest[0];
        rest = rest[1..];
        var formatted = tag switch
        {
            CanonicalTag.String => TryFormatString(ref rest, destination, out length),
            CanonicalTag.Integer => TryFormatInteger(ref rest, destination, out length),
            CanonicalTag.Guid => TryFormatGuid(ref rest, destination, out length),
            _ => false,
        };
        return formatted && rest.IsEmpty && length > 0 && !destination[..length].ContainsAnyExcept(KeyText.Plain);
    }

    private static bool TryFormatString(ref ReadOnlySpan<byte> rest, Span<char> destination, out int length)
    {
        length = ReadLength(ref rest);
        if (length > destination.Length)
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            destination[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(rest[(i * sizeof(char))..]);
        }

        rest = rest[(length * sizeof(char))..];
        return true;
    }

    private static bool TryFormatInteger(ref ReadOnlySpan<byte> rest, Span<char> destination, out int length)
    {
        var count = ReadLength(ref rest);
        var bytes = rest[..count];
        rest = rest[count..];
        if (count <= 16)
        {
            Span<byte> wide = stackalloc byte[16];
            wide.Fill((sbyte)bytes[0] < 0 ? (byte)0xFF : (byte)0);
            bytes.CopyTo(wide[(16 - count)..]);
            return BinaryPrimitives.ReadInt128BigEndian(wide).TryFormat(destination, out length, default, CultureInfo.InvariantCulture);
        }

        length = 0;
        return count <= MaxLength / 2 && new BigInteger(bytes, isBigEndian: true).TryFormat(destination, out length, default, CultureInfo.InvariantCulture);
    }

    private static bool TryFormatGuid(ref ReadOnlySpan<byte> rest, Span<char> destination, out int length)
    {
        var value = new Guid(rest[..16], bigEndian: true);
        rest = rest[16..];
        return value.TryFormat(destination, out length, "D");
    }

    private static int ReadLength(ref ReadOnlySpan<byte> rest)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = rest[0];
            rest = rest[1..];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
