using System.Buffers.Binary;
using System.Text;

namespace Idempotent.Keys;

/// <content>Characters, text and bytes.</content>
public ref partial struct KeyWriter
{
    /// <summary>Writes null: different from every value, an empty string or list included.</summary>
    public void WriteNull() => Byte(CanonicalTag.Null);

    /// <summary>Writes a truth value.</summary>
    public void Write(bool value) => Byte(value ? CanonicalTag.True : CanonicalTag.False);

    /// <summary>Writes a character: no string of one character, no number.</summary>
    public void Write(char value)
    {
        Byte(CanonicalTag.Char);
        BinaryPrimitives.WriteUInt16BigEndian(Take(sizeof(char)), value);
    }

    /// <summary>Writes a Unicode scalar value.</summary>
    public void Write(Rune value) => Fixed(CanonicalTag.Rune, value.Value);

    /// <summary>Writes a string, or null: its UTF-16 code units as they are, without culture or normal form.</summary>
    public void Write(string? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            Text(CanonicalTag.String, value);
        }
    }

    /// <summary>Writes a Guid.</summary>
    public void Write(Guid value)
    {
        var destination = Take(17);
        destination[0] = CanonicalTag.Guid;
        _ = value.TryWriteBytes(destination[1..], bigEndian: true, out _);
    }

    /// <summary>Writes bytes as one value. A null array is <see cref="WriteNull"/>.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> value)
    {
        Byte(CanonicalTag.Bytes);
        Length(value.Length);
        value.CopyTo(Take(value.Length));
    }
}
