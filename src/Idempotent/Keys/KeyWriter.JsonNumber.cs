using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Idempotent.Keys;

/// <content>JSON numbers by their exact decimal value: sign, digits without outer zeros, power of ten of the last digit.</content>
public ref partial struct KeyWriter
{
    private const int LongestExponent = 1000;

    private void JsonNumber(scoped ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        if (negative)
        {
            text = text[1..];
        }

        var exponent = BigInteger.Zero;
        var e = text.IndexOfAny((byte)'e', (byte)'E');
        if (e >= 0)
        {
            exponent = Exponent(text[(e + 1)..]);
            text = text[..e];
        }

        var digits = ArrayPool<byte>.Shared.Rent(text.Length);
        var count = 0;
        var point = text.IndexOf((byte)'.');
        if (point < 0)
        {
            text.CopyTo(digits);
            count = text.Length;
        }
        else
        {
            text[..point].CopyTo(digits);
            text[(point + 1)..].CopyTo(digits.AsSpan(point));
            count = text.Length - 1;
            exponent -= count - point;
        }

        scoped var significant = digits.AsSpan(0, count).TrimEnd((byte)'0');
        exponent += count - significant.Length;
        significant = significant.TrimStart((byte)'0');

        Byte(CanonicalTag.JsonNumber);
        Byte(significant.IsEmpty ? (byte)0 : negative ? (byte)2 : (byte)1);
        if (!significant.IsEmpty)
        {
            Write(exponent);
            Length(significant.Length);
            significant.CopyTo(Take(significant.Length));
        }

        ArrayPool<byte>.Shared.Return(digits, clearArray: true);
    }

    private static BigInteger Exponent(scoped ReadOnlySpan<byte> text)
    {
        if (text.Length <= 9)
        {
            return int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        var sign = text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var digits = text[sign..].TrimStart((byte)'0');
        if (digits.Length > LongestExponent)
        {
            throw new IdempotencyKeyException($"A JSON number of the key has an exponent of {digits.Length} digits; {LongestExponent} is the limit.");
        }

        var value = digits.IsEmpty ? BigInteger.Zero : BigInteger.Parse(Encoding.ASCII.GetString(digits), NumberStyles.None, CultureInfo.InvariantCulture);
        return text[0] == '-' ? -value : value;
    }
}
