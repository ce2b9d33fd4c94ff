using System.IO.Compression;

namespace Idempotent;

/// <summary>How a payload is written, as stored beside it. Part of every stored outcome: never renamed.</summary>
internal static class OutcomeFormat
{
    public const string Json = "json";

    public const string BrotliJson = "json+br";

    public static byte[] Compress(ReadOnlySpan<byte> json)
    {
        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(json);
        }

        return buffer.ToArray();
    }

    /// <summary>The JSON inside a payload.</summary>
    /// <exception cref="NotSupportedException">The format is not one of ours.</exception>
    /// <exception cref="InvalidDataException">The payload is damaged.</exception>
    public static ReadOnlyMemory<byte> ToJson(string format, ReadOnlyMemory<byte> payload)
    {
        switch (format)
        {
            case Json:
                return payload;
            case BrotliJson:
                using (var json = new MemoryStream())
                {
                    using (var brotli = new BrotliStream(new MemoryStream(payload.ToArray()), CompressionMode.Decompress))
                    {
                        brotli.CopyTo(json);
                    }

                    return json.ToArray();
                }

            default:
                throw new NotSupportedException($"its format '{format}' is unknown to this version");
        }
    }
}
