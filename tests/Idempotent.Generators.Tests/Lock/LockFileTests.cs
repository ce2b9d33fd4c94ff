using Idempotent.Generators.Lock;

namespace Idempotent.Generators.Tests.Lock;

public sealed class LockFileTests
{
    private static readonly LockLine s_key = new("payments.charge", new LockFact("key", "orderId", "string"), "");
    private static readonly LockLine s_retention = new("payments.charge", new LockFact("retention", "", "default"), "");

    [Theory]
    [InlineData("payments.charge", "order.Id", "string!")]
    [InlineData("Shop.IRepository.Save<,>", "lines[].Sku", "object")]
    [InlineData("pay now", "a b", "x")]
    [InlineData("#1", "[x]", "\"quoted\"")]
    [InlineData("", "\\", "line\nend\r\t ")]
    [InlineData("日本", "ö\u0001", "[net10.0]")]
    public void Line_WhenWrittenAndRead_IsTheSame(string operation, string path, string value)
    {
        foreach (var frameworks in new[] { "", "net10.0", "net10.0,net9.0" })
        {
            var line = new LockLine(operation, new LockFact("key", path, value), frameworks);

            Assert.Equal(line, LockLine.Read(line.ToString(), out var problem));
            Assert.Null(problem);
        }
    }

    [Fact]
    public void Text_OfRandomCharacters_IsReadWithoutAnException()
    {
        var random = new Random(7);
        const string Characters = "ab \t\"\\#[],<>=\r\nkey retention schema";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => Characters[random.Next(Characters.Length)])]);

            var file = LockFile.Read(text);

            Assert.All(file.Problems, problem => Assert.InRange(problem.Line, 0, text.Count(static c => c == '\n')));
        }
    }

    [Fact]
    public void Lines_WhenWritten_AreSortedByOperationThenByWhatTheyAre()
    {
        LockLine[] lines =
        [
            new("b", new LockFact("schema", "", "1/0"), ""), new("b", new LockFact("key", "x", "guid"), ""), new("a", new LockFact("store", "", "audit"), ""),
            new("a", new LockFact("fingerprint", "m", "decimal"), ""), new("B", new LockFact("key", "x", "guid"), ""), new("a", new LockFact("key", "z", "guid"), ""), new("a", new LockFact("key", "y", "guid"), ""),
        ];

        var text = LockFile.Read("").With("net10.0", ["net10.0"], lines);

        Assert.Equal(["B key x guid", "a key y guid", "a key z guid", "a fingerprint m decimal", "a store audit", "b key x guid", "b schema 1/0"], Written(text));
        Assert.Equal(text, LockFile.Read("").With("net10.0", ["net10.0"], [.. lines.Reverse()]));
        Assert.Equal(text, LockFile.Read(text).With("net10.0", ["net10.0"], lines));
    }

    [Fact]
    public void TargetFrameworks_WhenBuiltOneByOne_AreJoined()
    {
        string[] frameworks = ["net9.0", "net10.0"];
        var only9 = new LockLine("old.api", new LockFact("key", "id", "guid"), "");
        var text = LockFile.Read("").With("net9.0", frameworks, [s_key, s_retention, only9]);
        text = LockFile.Read(text).With("net10.0", frameworks, [s_key, s_retention with { Fact = new LockFact("retention", "", "7.00:00:00") }]);

        Assert.Equal(["old.api key id guid [net9.0]", "payments.charge key orderId string", "payments.charge retention 7.00:00:00 [net10.0]", "payments.charge retention default [net9.0]"], Written(text));
        Assert.Empty(LockFile.Read(text).Problems);
        Assert.Equal([s_key.Fact, new LockFact("retention", "", "7.00:00:00")], LockFile.Read(text).FactsOf("payments.charge", "net10.0"));
        Assert.Empty(LockFile.Read(text).FactsOf("old.api", "net10.0"));
    }

    [Fact]
    public void TargetFramework_WhenItIsRemoved_IsForgotten()
    {
        var text = LockFile.Read("a key id guid [net8.0]\nb key id guid [net8.0,net9.0]").With("net9.0", ["net9.0"], [s_key]);

        Assert.Equal(["payments.charge key orderId string"], Written(text));
    }

    [Fact]
    public void TargetFramework_WhenItIsAdded_HasWhatHeldForAll()
    {
        var text = LockFile.Read("a key id guid").With("net10.0", ["net10.0", "net9.0"], [s_key]);

        Assert.Equal(["a key id guid [net9.0]", "payments.charge key orderId string [net10.0]"], Written(text));
    }

    [Fact]
    public void LineEnds_OfACheckoutThatTurnedThem_AreKept()
    {
        var text = LockFile.Read("").With("net10.0", ["net10.0"], [s_key]).Replace("\n", "\r\n", StringComparison.Ordinal);

        Assert.Equal(text, LockFile.Read(text).With("net10.0", ["net10.0"], [s_key]));
    }

    [Theory]
    [InlineData("a key id guid\na key id string", 1, "another line says 'a key id guid'")]
    [InlineData("a retention default [net9.0]\n\na retention 1.00:00:00", 2, "another line says 'a retention default [net9.0]'")]
    [InlineData("# x\na", 1, "behind the operation's name comes key, fingerprint, retention, store, schema")]
    [InlineData("a key id", 0, "behind 'key' comes a name and what it is")]
    [InlineData("a retention", 0, "behind 'retention' comes one word")]
    [InlineData("\"a key id guid", 0, "a quote is not closed")]
    public void Line_ThatCannotBeRead_IsNamed(string text, int line, string problem)
    {
        var found = Assert.Single(LockFile.Read(text).Problems);

        Assert.Equal((line, problem), (found.Line, found.Problem));
    }

    [Theory]
    [InlineData("a key id guid\na key id guid")]
    [InlineData("a key id guid [net9.0]\na key id string [net10.0]")]
    public void Line_ThatContradictsNone_IsRead(string text) => Assert.Empty(LockFile.Read(text).Problems);

    private static IEnumerable<string> Written(string text) => text.Split('\n').Where(static line => line.Length > 0 && line[0] != '#');
}
