using System.Security.Cryptography;
using System.Text;
using Idempotent.Keys;
using Idempotent.Storing;

namespace Idempotent.Tests.Keys;

public sealed class KeyDerivationTests
{
    private const string Operation = "payments.charge";

    [Fact]
    public void Key_OfOnePlainString_IsReadable() => Assert.Equal("idempotency:acme:payments.charge:order-42", Key(KeyWriter.Of("order-42"), "acme"));

    [Fact]
    public void Key_OfAnInteger_IsReadable()
    {
        Assert.Equal("idempotency::payments.charge:-7", Key(KeyWriter.Of(-7)));
        Assert.Equal("idempotency::payments.charge:9223372036854775807", Key(KeyWriter.Of(long.MaxValue)));
        Assert.Equal($"idempotency::payments.charge:{UInt128.MaxValue}", Key(One((ref w) => w.Write(UInt128.MaxValue))));
    }

    [Fact]
    public void Key_OfAGuid_IsReadableInLowerCase() => Assert.Equal(
        "idempotency::payments.charge:0f8fad5b-d9cb-469f-a165-70867728950e",
        Key(KeyWriter.Of(new Guid("0F8FAD5B-D9CB-469F-A165-70867728950E"))));

    [Theory]
    [InlineData("")]
    [InlineData("~abc")]
    [InlineData("a:b")]
    [InlineData("a%3Ab")]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("\ud800")]
    public void Key_OfTextThatIsNotPlain_IsHashed(string text)
    {
        var canonical = new List<byte> { 1, 1, 3, (byte)'k', 0, (byte)'e', 0, (byte)'y', 0, 11, (byte)text.Length };
        foreach (var unit in text)
        {
            canonical.AddRange((byte)unit, (byte)(unit >> 8));
        }

        Assert.Equal($"idempotency::payments.charge:~{Convert.ToHexStringLower(SHA256.HashData([.. canonical]))}", Key(KeyWriter.Of(text)));
    }

    [Fact]
    public void Key_OfText_IsReadableUpToSixtyFourCharacters()
    {
        Assert.EndsWith(":" + new string('x', 64), Key(KeyWriter.Of(new string('x', 64))), StringComparison.Ordinal);
        Assert.Contains(":~", Key(KeyWriter.Of(new string('x', 65))), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_OfOtherKinds_IsHashed()
    {
        Assert.All(
            new[]
            {
                Key(One((ref w) => w.WriteNull())),
                Key(One((ref w) => w.Write(1m))),
                Key(One((ref w) => w.Write('a'))),
                Key(One((ref w) => w.Write(true))),
                Key(One((ref w) => { w.BeginTuple(1); w.Write("a"); })),
                Key(One((ref w) => w.Write(System.Numerics.BigInteger.Pow(10, 64)))),
                Key(Two("a", "b")),
            },
            static key => Assert.Matches("^idempotency::payments\\.charge:~[0-9a-f]{64}$", key));
    }

    [Fact]
    public void Key_IsPinned() => Assert.Equal(
        "idempotency::payments.charge:~cb942f4c46916b91a16e64cc5219533d06c081be96047449aade1862432b276a",
        Key(Two("order-42", "EUR")));

    [Fact]
    public void ScopeAndOperation_ArePercentEncoded()
    {
        var key = KeyWriter.Of("a");
        Assert.Equal("p:t%C3%BCr%3A%20%7E%25%F0%9F%98%80:Get%3CInt32%3E:a", KeyDerivation.ToRecordKey("p", "tür: ~%\ud83d\ude00", "Get<Int32>", in key, null).Value);
    }

    [Fact]
    public void Scope_OfLoneSurrogates_KeepsThemApart() =>
        Assert.Equal(3, new[] { "\ud800", "\udc00", "\ufffd" }.Select(static scope => Key(KeyWriter.Of("a"), scope)).Distinct().Count());

    [Fact]
    public void Operation_OfMoreThanTwoHundredBytes_IsCutAndHashed()
    {
        var name = new string('o', 201);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(name)))[..32];
        var key = KeyWriter.Of("a");

        Assert.Equal($"p::{new string('o', 150)}~{hash}:a", KeyDerivation.ToRecordKey("p", "", name, in key, null).Value);
        Assert.Equal($"p::{new string('o', 200)}:a", KeyDerivation.ToRecordKey("p", "", name[1..], in key, null).Value);
    }

    [Fact]
    public void Operation_IsMeasuredAsItIsEncoded()
    {
        var key = KeyWriter.Of("a");
        var text = KeyDerivation.ToRecordKey("p", "", new string('<', 67), in key, null).Value;

        Assert.StartsWith("p::" + string.Concat(Enumerable.Repeat("%3C", 50)) + "~", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_OfExactlyTheLimit_IsKept_AndOneMoreIsRefused()
    {
        var room = RecordKey.MaxLength - "idempotency::payments.charge:a".Length;

        Assert.Equal(RecordKey.MaxLength, Key(KeyWriter.Of("a"), new string('s', room)).Length);
        var refused = Assert.Throws<IdempotencyKeyException>(() => Key(KeyWriter.Of("a"), new string('s', room + 1)));
        Assert.Contains("513 bytes", refused.Message, StringComparison.Ordinal);
        Assert.Throws<IdempotencyKeyException>(() => Key(KeyWriter.Of("a"), new string(' ', 100_000)));
    }

    [Fact]
    public void Key_OfNothing_IsRefused() => Assert.Throws<IdempotencyKeyException>(static () => Key(default));

    internal static string Key(scoped in KeyWriter key, string scope = "") => KeyDerivation.ToRecordKey("idempotency", scope, Operation, in key, null).Value;

    internal static KeyWriter One(Writing write)
    {
        var writer = default(KeyWriter);
        writer.BeginParts(1);
        writer.Name("key");
        write(ref writer);
        return writer;
    }

    internal static KeyWriter Two(string first, string second)
    {
        var writer = default(KeyWriter);
        writer.BeginParts(2);
        writer.Name("a");
        writer.Write(first);
        writer.Name("b");
        writer.Write(second);
        return writer;
    }
}
