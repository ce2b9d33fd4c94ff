using System.Security.Cryptography;
using Idempotent.Keys;
using Idempotent.Storing;

namespace Idempotent.Tests.Keys;

public sealed class FingerprintTests
{
    [Fact]
    public void Fingerprint_OfNothing_IsEmpty() => Assert.Equal(Fingerprint.Empty, KeyDerivation.ToFingerprint(default, null));

    [Fact]
    public void Fingerprint_OfShortBytes_IsTheBytes() => Assert.Equal("01010361006d0074000500040105", Hex((ref w) =>
    {
        w.BeginParts(1);
        w.Name("amt");
        w.Write(5m);
    }));

    [Theory]
    [InlineData(26)]
    [InlineData(27)]
    public void Fingerprint_OfLongBytes_IsTheirHash(int length)
    {
        // version, count, name and tag take 7 bytes, the length 1, each unit 2: 62 bytes at 27, and 28 is over.
        var text = new string('x', length + 1);
        Writing write = (ref w) =>
        {
            w.BeginParts(1);
            w.Name("n");
            w.Write(text);
        };
        var canonical = Canonical.Bytes(write);

        var expected = canonical.Length <= Fingerprint.MaxLength ? Convert.ToHexStringLower(canonical) : "ff" + Convert.ToHexStringLower(SHA256.HashData(canonical));
        Assert.Equal(expected, Hex(write));
        Assert.Equal(length > 27, canonical.Length > Fingerprint.MaxLength);
    }

    private static string Hex(Writing write)
    {
        var writer = new KeyWriter(stackalloc byte[256]);
        write(ref writer);
        return KeyDerivation.ToFingerprint(in writer, null).ToString();
    }
}
