using System.Buffers.Binary;
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
        Byte(tag);
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);
    }

    private void Fixed(byte tag, long value)
    {
        Byte(tag);
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);
    }

    /// <summary>The UTF-16 code units, little-endian, behind their number: lone surrogates stay what they are.</summary>
    private void Text(scoped ReadOnlySpan<char> value)
    {
        Length(value.Length);
        var destination = Take(value.Length * sizeof(char));
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(value).CopyTo(destination);
        }
        else
        {
            for (var i = 0; i < value.Length; i++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(destination[(i * sizeof(char))..], value[i]);
            }
        }
    }

    private void Text(byte tag, string value)
    {
        Byte(tag);
        Text(value);
    }
}
