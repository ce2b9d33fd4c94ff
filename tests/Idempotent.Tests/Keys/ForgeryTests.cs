using CsCheck;
using Idempotent.Keys;

namespace Idempotent.Tests.Keys;

/// <summary>Nobody who chooses a key, a scope or a name gets at a key of somebody else.</summary>
public sealed class ForgeryTests
{
    private static readonly Gen<string> s_crafted =
        Gen.OneOf(":", "~", "%", "%3A", "%7E", "a", "b", "", "a:b", "idempotency", "\0", "<", ">", ",").Array[0, 4].Select(string.Concat);

    [Fact]
    public void Keys_OfCraftedScopeOperationAndText_AreEqualOnlyWhenAllThreeAre() =>
        Gen.Select(s_crafted, s_crafted, s_crafted).Array[2].Sample(
            static two => (two[0] == two[1]) == (Key(two[0]) == Key(two[1])),
            iter: 50_000);

    [Fact]
    public void Text_ThatLooksLikeAHash_IsNotTakenForOne()
    {
        var hashed = KeyDerivationTests.Key(KeyDerivationTests.Two("a", "b"));
        var forged = KeyDerivationTests.Key(KeyWriter.Of(hashed[hashed.IndexOf('~', StringComparison.Ordinal)..]));

        Assert.NotEqual(hashed, forged);
    }

    [Fact]
    public void Text_ThatLooksLikeTwoParts_IsNotTakenForThem()
    {
        var two = KeyDerivationTests.Two("a", "b");
        var units = new string([.. two.Written.ToArray().Select(static b => (char)b)]);

        Assert.NotEqual(KeyDerivationTests.Key(in two), KeyDerivationTests.Key(KeyWriter.Of(units)));
        Assert.NotEqual(KeyDerivationTests.Key(KeyDerivationTests.Two("ab", "c")), KeyDerivationTests.Key(KeyDerivationTests.Two("a", "bc")));
    }

    [Fact]
    public void Operation_ThatLooksCut_IsNotTakenForTheLongOne()
    {
        var key = KeyWriter.Of("a");
        var cut = KeyDerivation.ToRecordKey("p", "", new string('o', 300), in key, null).Value;
        var name = cut.Split(':')[2];

        Assert.NotEqual(cut, KeyDerivation.ToRecordKey("p", "", name, in key, null).Value);
    }

    private static string Key((string Scope, string Operation, string Text) of)
    {
        var key = KeyWriter.Of(of.Text);
        return KeyDerivation.ToRecordKey("idempotency", of.Scope, of.Operation, in key, null).Value;
    }
}
