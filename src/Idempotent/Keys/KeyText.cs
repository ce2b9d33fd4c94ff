using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Idempotent.Keys;

/// <summary>Builds the text of a record key; what does not fit is only counted.</summary>
internal ref struct KeyText(Span<char> buffer)
{
    /// <summary>Begins a hash. Neither a readable discriminator nor percent-encoded text has it.</summary>
    private const string HashMark = "~";

    private const int LongestOperation = 200;
    private const int KeptOfOperation = 150;
    private const int HashOfOperation = 16;

    private readonly Span<char> _buffer = buffer;

    /// <summary>Characters that stand for themselves, in scope, operation and readable discriminator.</summary>
    public static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>How long the text is, or would be.</summary>
    public int Length { get; private set; }

    public override readonly string ToString() => new(_buffer[..Length]);

    public void Append(scoped ReadOnlySpan<char> text)
    {
        if (Length <= _buffer.Length)
        {
            _ = text.TryCopyTo(_buffer[Length..]);
        }

        Length += text.Length;
    }

    public void AppendHash(scoped ReadOnlySpan<byte> hash)
    {
        Span<char> hex = stackalloc char[SHA256.HashSizeInBytes * 2];
        _ = Convert.TryToHexStringLower(hash, hex, out var length);
        Append(HashMark);
        Append(hex[..length]);
    }

    public void AppendEncoded(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            Append(text);
            return;
        }

        var encoded = ArrayPool<char>.Shared.Rent(MaxEncoded(text));
        Append(encoded.AsSpan(0, Encode(text, encoded)));
        ArrayPool<char>.Shared.Return(encoded);
    }

    /// <summary>An operation's name, percent-encoded; one too long is cut and told apart by its hash.</summary>
    public void AppendOperation(string name)
    {
        if (name.Length <= LongestOperation && !name.AsSpan().ContainsAnyExcept(Plain))
        {
            Append(name);
            return;
        }

        var buffer = ArrayPool<char>.Shared.Rent(MaxEncoded(name));
        var encoded = buffer.AsSpan(0, Encode(name, buffer));
        if (encoded.Length <= LongestOperation)
        {
            Append(encoded);
        }
        else
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            var ascii = ArrayPool<byte>.Shared.Rent(encoded.Length);
            SHA256.HashData(ascii.AsSpan(0, Encoding.ASCII.GetBytes(encoded, ascii)), hash);
            ArrayPool<byte>.Shared.Return(ascii);
            Append(encoded[..KeptOfOperation]);
            AppendHash(hash[..HashOfOperation]);
        }

        ArrayPool<char>.Shared.Return(buffer);
    }

    private static int MaxEncoded(string text) => text.Length * 9;

    /// <summary>UTF-8 bytes outside <see cref="Plain"/> as <c>%XX</c>; a lone surrogate as the three bytes of its code unit, so that none becomes another.</summary>
    private static int Encode(ReadOnlySpan<char> text, Span<char> destination)
    {
        var length = 0;
        Span<byte> utf8 = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            if (Plain.Contains(text[0]))
            {
                destination[length++] = text[0];
                text = text[1..];
                continue;
            }

            int count;
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) == OperationStatus.Done)
            {
                count = rune.EncodeToUtf8(utf8);
            }
            else
            {
                utf8[0] = (byte)(0xE0 | (text[0] >> 12));
                utf8[1] = (byte)(0x80 | ((text[0] >> 6) & 0x3F));
                utf8[2] = (byte)(0x80 | (text[0] & 0x3F));
                count = 3;
                consumed = 1;
            }

            foreach (var value in utf8[..count])
            {
                destination[length++] = '%';
                destination[length++] = "0123456789ABCDEF"[value >> 4];
                destination[length++] = "0123456789ABCDEF"[value & 0xF];
            }

            text = text[consumed..];
        }

        return length;
    }
}
