using Idempotent.Keys;

namespace Idempotent.Tests.Keys;

internal delegate void Writing(ref KeyWriter writer);

/// <summary>Canonical bytes of single values.</summary>
internal static class Canonical
{
    public static byte[] Bytes(Writing write)
    {
        var writer = new KeyWriter(stackalloc byte[32]);
        write(ref writer);
        var bytes = writer.Written.ToArray();
        writer.Dispose();
        return bytes;
    }

    public static byte[] Bytes<T>(T value, KeyItem<T> write) => Bytes((ref writer) => write(ref writer, value));

    public static string Hex(Writing write) => Convert.ToHexStringLower(Bytes(write));
}
