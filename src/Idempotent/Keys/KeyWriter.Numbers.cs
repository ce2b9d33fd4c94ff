using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Idempotent.Keys;

/// <content>Numbers. Every integer type has one form: the same number is the same key, whatever its width.</content>
public ref partial struct KeyWriter
{
    private static readonly UInt128 s_ten = 10;

    /// <inheritdoc cref="Write(long)"/>
    public void Write(sbyte value) => Write((long)value);

    /// <inheritdoc cref="Write(long)"/>
    public void Write(byte value) => Write((long)value);

    /// <inheritdoc cref="Write(long)"/>
    public void Write(short value) => Write((long)value);

    /// <inheritdoc cref="Write(long)"/>
    public void Write(ushort value) => Write((long)value);

    /// <inheritdoc cref="Write(long)"/>
    public void Write(int value) => Write((long)value);

    /// <inheritdoc cref="Write(long)"/>
    public void Write(uint value) => Write((long)value);

    /// <inheritdoc cref="Write(long)"/>
    public void Write(nint value) => Write((long)value);

    /// <inheritdoc cref="Write(long)"/>
    public void Write(nuint value) => Write((ulong)value);

    /// <summary>Writes an integer, or an enum's number.</summary>
    public void Write(long value)
    {
        // The bits that differ from the sign, and the sign, in whole bytes.
        var count = (sizeof(long) * 8 - BitOperations.LeadingZeroCount((ulong)(value ^ (value >> 63))) + 8) / 8;
        var destination = Take(2 + sizeof(long));
        destination[0] = CanonicalTag.Integer;
        destination[1] = (byte)count;
        BinaryPrimitives.WriteInt64BigEndian(destination[2..], value << ((sizeof(long) - count) * 8));
        _length -= sizeof(long) - count;
    }

    /// <summary>Writes an integer.</summary>
    public void Write(ulong value)
    {
        Span<byte> bytes = stackalloc byte[1 + sizeof(ulong)];
        bytes[0] = 0;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[1..], value);
        Integer(bytes);
    }

    /// <summary>Writes an integer.</summary>
    public void Write(Int128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(bytes, value);
        Integer(bytes);
    }

    /// <summary>Writes an integer.</summary>
    public void Write(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[17];
        bytes[0] = 0;
        BinaryPrimitives.WriteUInt128BigEndian(bytes[1..], value);
        Integer(bytes);
    }

    /// <summary>Writes an integer.</summary>
    public void Write(BigInteger value)
    {
        Byte(CanonicalTag.Integer);
        var count = value.GetByteCount();
        Length(count);
        _ = value.TryWriteBytes(Take(count), out _, isBigEndian: true);
    }

    /// <summary>Writes a decimal by value: <c>1.0</c> is <c>1.00</c>, and no integer.</summary>
    public void Write(decimal value)
    {
        // The bits stand for a moment where the text goes.
        var bits = MemoryMarshal.Cast<byte, int>(Take(4 * sizeof(int)));
        decimal.GetBits(value, bits);
        var low = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        var high = (uint)bits[2];
        var isNegative = bits[3] < 0;
        var scale = (bits[3] >> 16) & 0xFF;
        _length -= 4 * sizeof(int);
        if (high == 0 && (long)low >= 0)
        {
            for (; scale > 0 && low % 10 == 0; scale--)
            {
                low /= 10;
            }

            Scale(scale);
            Write(isNegative ? -(long)low : (long)low);
            return;
        }

        var digits = new UInt128(high, low);
        while (scale > 0 && UInt128.DivRem(digits, s_ten) is (var shorter, var last) && last == UInt128.Zero)
        {
            digits = shorter;
            scale--;
        }

        Scale(scale);
        // 96 bits at most: the sign always fits.
        Write(isNegative ? -(Int128)digits : (Int128)digits);
    }

    /// <summary>Writes a double: −0.0 is 0.0, and every NaN is one.</summary>
    public void Write(double value) =>
        Fixed(CanonicalTag.Double, BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value + 0d));

    /// <summary>Writes a float: −0.0 is 0.0, every NaN is one, and none is a double.</summary>
    public void Write(float value) =>
        Fixed(CanonicalTag.Single, BitConverter.SingleToInt32Bits(float.IsNaN(value) ? float.NaN : value + 0f));

    /// <summary>Writes a Half: −0.0 is 0.0, every NaN is one, and none is a float.</summary>
    public void Write(Half value)
    {
        Byte(CanonicalTag.Half);
        var canonical = Half.IsNaN(value) ? Half.NaN : value == Half.Zero ? Half.Zero : value;
        BinaryPrimitives.WriteHalfBigEndian(Take(2), canonical);
    }

    private void Scale(int scale)
    {
        var destination = Take(2);
        destination[0] = CanonicalTag.Decimal;
        destination[1] = (byte)scale;
    }

    /// <summary>Minimal two's complement, big-endian, as <see cref="BigInteger"/> has it.</summary>
    private void Integer(scoped ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 1 && bytes[0] == ((sbyte)bytes[1] < 0 ? 0xFF : 0))
        {
            bytes = bytes[1..];
        }

        Byte(CanonicalTag.Integer);
        Length(bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }
}
