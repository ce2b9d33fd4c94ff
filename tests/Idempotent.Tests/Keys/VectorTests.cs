namespace Idempotent.Tests.Keys;

public sealed class VectorTests
{
    private static readonly string s_path = Path.Combine(AppContext.BaseDirectory, "Keys", "vectors.tsv");

    private static string[] Accepted =>
        [.. File.ReadAllLines(s_path).Where(static row => row.Length > 0 && row[0] != '#' && !row.Split('\t')[2].StartsWith("IDEM", StringComparison.Ordinal))];

    [Fact]
    public void Bytes_OfEveryVector_AreTheCommittedOnes()
    {
        var written = new Vectors().Rows;
        File.WriteAllLines(s_path + ".written", written);

        Assert.Equal(Accepted, written);
    }

    [Fact]
    public void Bytes_OfEveryVector_AreReadBackAsOneWholeValue()
    {
        Assert.All(Accepted, static row =>
        {
            var bytes = Convert.FromHexString(row.Split('\t')[2]);
            var reader = new CanonicalReader(bytes);
            var value = reader.Value();
            Assert.True(reader.AtEnd, row);
            Assert.Equal(bytes, ReferenceEncoder.Encode(value));
        });
    }
}
