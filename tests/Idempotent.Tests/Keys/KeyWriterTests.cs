using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Idempotent.Keys;

namespace Idempotent.Tests.Keys;

public sealed class KeyWriterTests
{
    [Fact]
    public void BeginParts_AfterSomething_IsRefused() => Assert.Throws<InvalidOperationException>(static () => Canonical.Bytes(static (ref w) =>
    {
        w.WriteNull();
        w.BeginParts(1);
    }));

    [Fact]
    public void BeginParts_OfNone_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(static () => Canonical.Bytes(static (ref w) => w.BeginParts(0)));

    [Fact]
    public void Name_ThatIsEmpty_IsRefused() => Assert.Throws<ArgumentException>(static () => Canonical.Bytes(static (ref w) => w.Name("")));

    [Theory]
    [InlineData(127, "7f")]
    [InlineData(128, "8001")]
    [InlineData(16_383, "ff7f")]
    [InlineData(16_384, "808001")]
    public void Length_OfAText_IsWrittenSevenBitsAByte(int length, string expected)
    {
        var written = Canonical.Hex((ref w) => w.Write(new string('a', length)));

        Assert.Equal(expected + string.Concat(Enumerable.Repeat("6100", length)), written[2..]);
    }

    [Fact]
    public void Depth_OfSixtyFour_IsTheLimit()
    {
        Assert.NotEmpty(Canonical.Bytes(static (ref w) => Nest(ref w, 64)));
        Assert.Throws<IdempotencyKeyException>(static () => Canonical.Bytes(static (ref w) => Nest(ref w, 65)));
    }

    [Fact]
    public void Depth_OfJson_IsCountedToo()
    {
        Assert.NotEmpty(Canonical.Bytes(static (ref w) => w.Write(JsonElement.Parse(Brackets(64)))));
        Assert.Throws<IdempotencyKeyException>(static () => Canonical.Bytes(static (ref w) => w.Write(JsonElement.Parse(Brackets(65), new() { MaxDepth = 500 }))));
        Assert.Throws<IdempotencyKeyException>(static () => Canonical.Bytes(static (ref w) => w.Write(JsonElement.Parse(Brackets(400), new() { MaxDepth = 500 }))));
        Assert.Throws<IdempotencyKeyException>(static () => Canonical.Bytes(static (ref w) => w.Write(JsonNode.Parse(Brackets(65), documentOptions: new() { MaxDepth = 500 }))));
    }

    [Fact]
    public void Depth_OfACycle_IsAnError()
    {
        var node = new Cyclic();
        node.Next = node;
        Assert.Throws<IdempotencyKeyException>(() => Canonical.Bytes((ref w) => w.WritePart(node)));
    }

    [Fact]
    public void ExactType_OfADerivedInstance_IsRefused()
    {
        KeyWriter.RequireExactType(new Animal { Name = "a" }, typeof(Animal));
        Assert.Throws<IdempotencyKeyException>(static () => KeyWriter.RequireExactType(new Dog { Name = "a" }, typeof(Animal)));
    }

    [Fact]
    public void List_ThatChangesMeanwhile_IsRefused() =>
        Assert.Throws<IdempotencyKeyException>(static () => Canonical.Bytes(static (ref w) => w.WriteList(new Lying(), static (ref w, v) => w.Write(v))));

    [Fact]
    public void Dictionary_OfALaxComparer_HasTheValueOfItsEntries()
    {
        var strict = new Dictionary<string, int> { ["a"] = 1 };
        var lax = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 };

        Assert.Equal(Bytes(strict), Bytes(lax));
        Assert.NotEqual(Bytes(strict), Bytes(new Dictionary<string, int> { ["A"] = 1 }));

        static byte[] Bytes(Dictionary<string, int> entries) =>
            Canonical.Bytes((ref w) => w.WriteDictionary(entries, static (ref w, v) => w.Write(v), static (ref w, v) => w.Write(v)));
    }

    [Fact]
    public void Set_OfAStricterComparer_CollapsesItemsOfEqualBytes() => Assert.Equal("2d010b016100", Canonical.Hex(static (ref w) =>
        w.WriteSet(new HashSet<string>(ReferenceEqualityComparer.Instance) { new('a', 1), new('a', 1) }, static (ref w, v) => w.Write(v))));

    [Fact]
    public void LocalTime_InEveryCulture_IsItsInstant() => Assert.Equal(
        Canonical.Bytes(static (ref w) => w.Write(DateTime.UnixEpoch)),
        Canonical.Bytes(static (ref w) => w.Write(DateTime.UnixEpoch.ToLocalTime())));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("th-TH")]
    public void Culture_DoesNotCount(string culture)
    {
        var expected = Everything();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }

        static string[] Everything() => [.. new Vectors().Rows, KeyDerivationTests.Key(KeyWriter.Of(-1234567)), KeyDerivationTests.Key(KeyWriter.Of("iI"), "Iıiİ")];
    }

    private static string Brackets(int depth) => new string('[', depth) + new string(']', depth);

    private static void Nest(ref KeyWriter writer, int depth)
    {
        writer.BeginObject();
        if (depth > 1)
        {
            writer.Name("x");
            Nest(ref writer, depth - 1);
        }

        writer.EndObject();
    }

    private sealed class Cyclic : IIdempotencyKeyPart
    {
        public Cyclic? Next { get; set; }

        public void WriteKey(ref KeyWriter writer) => writer.WritePart(Next);
    }

    private sealed class Lying : IReadOnlyCollection<int>
    {
        public int Count => 3;

        public IEnumerator<int> GetEnumerator() => Enumerable.Range(0, 2).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
