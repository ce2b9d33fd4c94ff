using System.Text.Json;
using System.Text.Json.Nodes;

namespace Idempotent.Tests.Keys;

public sealed class JsonTests
{
    [Theory]
    [InlineData("1", "1.0", "1e0", "10e-1", "0.01E+2")]
    [InlineData("0", "-0", "0.000", "0e999999999999", "-0.0E-5")]
    [InlineData("1e400", "10e399", "0.1e401", "1000e397")]
    [InlineData("123456789012345678901234567890.123", "1.23456789012345678901234567890123e29")]
    [InlineData("1e10000000000", "10e9999999999")]
    [InlineData("1e-10000000000", "0.1e-9999999999", "1e-00000000000000010000000000")]
    [InlineData("\"a\\u0062\\/\\n\"", "\"ab/\\u000A\"")]
    [InlineData("{\"a\":1,\"b\":[2,{}]}", "{ \"b\" : [ 2.0 , { } ], \"\\u0061\" : 1 }")]
    public void Values_WrittenDifferently_AreEqual(params string[] texts)
    {
        Assert.Single(texts.Select(Element).Distinct());
        Assert.Equal(Element(texts[0]), Node(JsonNode.Parse(texts[^1])));
    }

    [Fact]
    public void Values_ThatDiffer_AreNotEqual()
    {
        string[] texts = ["null", "true", "false", "0", "1", "-1", "10", "1e400", "1e-400", "1.0000000000000000000000000000000001", "\"\"", "\"1\"", "[]", "{}", "[1]", "[[1]]", "[1,1]",
            "{\"a\":null}", "{\"a\":1}", "{\"A\":1}", "\"\\ud800\"", "\"\\udc00\"", "\"\\ufffd\"", "\"é\"", "\"e\\u0301\""];
        Assert.Equal(texts.Length, texts.Select(Element).Distinct().Count());
    }

    [Fact]
    public void Node_OfTheProgramsOwnValues_IsTheParsedOne()
    {
        var made = new JsonObject
        {
            ["number"] = 1.0m,
            ["text"] = "a\ud800",
            ["list"] = new JsonArray(1, 1.5d, true, null, "x", new JsonObject()),
            ["date"] = JsonValue.Create(new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)),
        };

        Assert.Equal(
            Element("""{"date":"2026-01-02T00:00:00Z","list":[1,1.5,true,null,"x",{}],"number":1,"text":"a\ud800"}"""),
            Node(made));
    }

    [Fact]
    public void Node_ParsedWithALoneSurrogate_KeepsIt() => Assert.Equal(Element("[\"\\udc00\"]"), Node(JsonNode.Parse("[\"\\udc00\"]")));

    [Fact]
    public void Comments_AndTrailingCommas_DoNotCount()
    {
        using var document = JsonDocument.Parse("[1, /* one */ 2, ]", new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        Assert.Equal(Element("[1,2]"), Canonical.Hex((ref w) => w.Write(document)));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"b\":2,\"\\u0061\":3}")]
    [InlineData("[{\"\":1,\"\":{}}]")]
    public void Names_ThatRepeat_AreRefused(string text)
    {
        Assert.Throws<IdempotencyKeyException>(() => Element(text));
        Assert.Throws<IdempotencyKeyException>(() => Node(JsonNode.Parse(text)));
    }

    [Fact]
    public void Exponent_OfAMillionDigits_IsRefused() =>
        Assert.Throws<IdempotencyKeyException>(static () => Element("1e" + new string('9', 1_000_000)));

    [Fact]
    public void Number_OfAMillionDigits_IsKept() => Assert.NotEqual(Element(new string('7', 1_000_000)), Element(new string('7', 1_000_001)));

    [Fact]
    public void Text_ThatIsNotUtf8_IsRefused()
    {
        var bytes = new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' };
        Assert.Throws<IdempotencyKeyException>(() =>
        {
            using var document = JsonDocument.Parse(bytes);
            return Canonical.Hex((ref w) => w.Write(document));
        });
    }

    private static string Element(string text) => Canonical.Hex((ref w) => w.Write(JsonElement.Parse(text, new() { MaxDepth = 500 })));

    private static string Node(JsonNode? node) => Canonical.Hex((ref w) => w.Write(node));
}
