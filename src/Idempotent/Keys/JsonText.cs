using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace Idempotent.Keys;

/// <summary>Text of JSON strings. The framework's own unescaping refuses lone surrogates, which UTF-16 strings may hold.</summary>
internal static class JsonText
{
    /// <summary>Turns what stands between the quotes into UTF-16 code units.</summary>
    /// <param name="escaped">UTF-8, checked by a JSON reader.</param>
    /// <param name="destination">At least as many units as there are bytes.</param>
    /// <returns>How many units were written.</returns>
    /// <exception cref="IdempotencyKeyException">The bytes are not UTF-8.</exception>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<char> destination)
    {
        var length = 0;
        while (true)
        {
            var escape = escaped.IndexOf((byte)'\\');
            var plain = escape < 0 ? escaped : escaped[..escape];
            if (Utf8.ToUtf16(plain, destination[length..], out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                throw new IdempotencyKeyException("A JSON string of the key is not valid UTF-8, so it has no stable value.");
            }

            length += written;
            if (escape < 0)
            {
                return length;
            }

            escaped = escaped[(escape + 1)..];
            destination[length++] = One(ref escaped);
        }
    }

    private static char One(ref ReadOnlySpan<byte> escaped)
    {
        var kind = escaped[0];
        escaped = escaped[1..];
        switch (kind)
        {
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'u':
                _ = Utf8Parser.TryParse(escaped[..4], out ushort unit, out _, 'x');
                escaped = escaped[4..];
                return (char)unit;
            default: return (char)kind;
        }
    }
}
