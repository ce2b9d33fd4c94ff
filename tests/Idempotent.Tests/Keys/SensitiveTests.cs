using System.Security.Cryptography;
using Idempotent.Keys;

namespace Idempotent.Tests.Keys;

public sealed class SensitiveTests
{
    private static readonly byte[] s_secret = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
    private static readonly byte[] s_otherSecret = new byte[32];

    [Fact]
    public void Fingerprint_OfASensitivePart_HoldsItsHmacOnly()
    {
        var sealedBytes = HMACSHA256.HashData(s_secret, Canonical.Bytes(static (ref w) => w.Write("4111")));

        Assert.Equal("0101016e003c" + Convert.ToHexStringLower(sealedBytes), Fingerprint(s_secret, static (ref w) => Sensitive(ref w, "4111")));
    }

    [Fact]
    public void Key_OfASensitivePart_IsHashedUnderTheSecret()
    {
        var key = KeyDerivationTests.One(static (ref w) => Sensitive(ref w, "4111"));
        var other = KeyDerivationTests.One(static (ref w) => Sensitive(ref w, "4112"));

        var text = KeyDerivation.ToRecordKey("p", "", "o", in key, s_secret);

        Assert.Matches("^p::o:~[0-9a-f]{64}$", text.Value);
        Assert.Equal(text, KeyDerivation.ToRecordKey("p", "", "o", in key, s_secret));
        Assert.NotEqual(text, KeyDerivation.ToRecordKey("p", "", "o", in key, s_otherSecret));
        Assert.NotEqual(text, KeyDerivation.ToRecordKey("p", "", "o", in other, s_secret));
    }

    [Fact]
    public void Sealing_WithoutASecret_IsRefused()
    {
        Assert.Throws<IdempotencyNotConfiguredException>(static () =>
        {
            var key = KeyDerivationTests.One(static (ref w) => Sensitive(ref w, "4111"));
            KeyDerivation.ToRecordKey("p", "", "o", in key, null);
        });
        Assert.Throws<IdempotencyNotConfiguredException>(static () => Fingerprint(null, static (ref w) => Sensitive(ref w, "4111")));
    }

    [Fact]
    public void Segments_InASet_MoveWithTheSort()
    {
        string[] items = ["c", "a", "b", "a"];
        var forward = Fingerprint(s_secret, (ref w) => w.WriteSet(items, Sensitive));
        var backward = Fingerprint(s_secret, (ref w) => w.WriteSet(items.Reverse(), Sensitive));
        var canonical = Seal((ref w) => w.WriteSet(items, Sensitive));

        Assert.Equal(forward, backward);
        Assert.Equal([45, 3, .. Sealed("a"), .. Sealed("b"), .. Sealed("c")], canonical);
    }

    [Fact]
    public void Segments_InDictionariesInSetsAndParts_MoveAlong()
    {
        var canonical = Seal(static (ref w) => w.WriteSet(
            new[] { 2, 1 },
            static (ref w, outer) => w.WriteDictionary(
                new[] { KeyValuePair.Create("b", "y"), KeyValuePair.Create("a", "x") },
                static (ref w, key) => w.Write(key),
                (ref w, value) => w.WritePart(new Secret(value + outer)))));

        Assert.Equal(
            [45, 2, .. Inner("1"), .. Inner("2")],
            canonical);

        static byte[] Inner(string outer) =>
            [46, 2, 11, 1, (byte)'a', 0, 43, 7, .. Sealed("x" + outer), 11, 1, (byte)'b', 0, 43, 7, .. Sealed("y" + outer)];
    }

    [Fact]
    public void SensitiveWithinSensitive_IsPartOfTheOuterOne()
    {
        var clear = Canonical.Bytes(static (ref w) => { w.BeginTuple(1); Sensitive(ref w, "a"); });

        var canonical = Seal(static (ref w) =>
        {
            var start = w.BeginSensitive();
            w.BeginTuple(1);
            Sensitive(ref w, "a");
            w.EndSensitive(start);
            Sensitive(ref w, "b");
        });

        Assert.Equal([60, .. HMACSHA256.HashData(s_secret, clear), .. Sealed("b")], canonical);
    }

    private static byte[] Sealed(string text) => [60, .. HMACSHA256.HashData(s_secret, Canonical.Bytes((ref w) => w.Write(text)))];

    private static void Sensitive(ref KeyWriter writer, string value)
    {
        var start = writer.BeginSensitive();
        writer.Write(value);
        writer.EndSensitive(start);
    }

    private static byte[] Seal(Writing write)
    {
        var writer = default(KeyWriter);
        write(ref writer);
        var bytes = new byte[writer.SealedLength];
        writer.Seal(s_secret, bytes);
        writer.Dispose();
        return bytes;
    }

    private static string Fingerprint(byte[]? secret, Writing write)
    {
        var writer = new KeyWriter(stackalloc byte[16]);
        writer.BeginParts(1);
        writer.Name("n");
        write(ref writer);
        var fingerprint = KeyDerivation.ToFingerprint(in writer, secret).ToString();
        writer.Dispose();
        return fingerprint;
    }

    private sealed class Secret(string text) : IIdempotencyKeyPart
    {
        public void WriteKey(ref KeyWriter writer) => Sensitive(ref writer, text);
    }
}
