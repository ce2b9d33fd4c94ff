using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Idempotent.Keys;

/// <content>What values are made of.</content>
public ref partial struct KeyWriter
{
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

    private void Fixed(byte tag, int value)
    {
        var destination = Take(1 + sizeof(int));
        destination[0] = tag;
        BinaryPrimitives.WriteInt32BigEndian(destination[1..], value);
    }

    private void Fixed(byte tag, long value)
    {
        var destination = Take(1 + sizeof(long));
        destination[0] = tag;
        BinaryPrimitives.WriteInt64BigEndian(destination[1..], value);
    }

    /// <summary>The UTF-16 code units, little-endian, behind their number: lone surrogates stay what they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Text(scoped ReadOnlySpan<char> value)
    {
        if (BitConverter.IsLittleEndian && value.Length < 0x80)
        {
            var destination = Take(1 + (value.Length * sizeof(char)));
            destination[0] = (byte)value.Length;
            MemoryMarshal.AsBytes(value).CopyTo(destination[1..]);
        }
        else
        {
            LongText(value);
        }
    }

    private void LongText(scoped ReadOnlySpan<char> value)
    {
        Length(value.Length);
        var destination = Take(value.Length * sizeof(char));
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(value).CopyTo(destination);
            return;
        }

        for (var i = 0; i < value.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(i * sizeof(char))..], value[i]);
        }
    }

    private void Text(byte tag, string value)
    {
        if (BitConverter.IsLittleEndian && value.Length < 0x80)
        {
            var destination = Take(2 + (value.Length * sizeof(char)));
            destination[0] = tag;
            destination[1] = (byte)value.Length;
            MemoryMarshal.AsBytes(value.AsSpan()).CopyTo(destination[2..]);
        }
        else
        {
            Byte(tag);
            LongText(value);
        }
    }
}
