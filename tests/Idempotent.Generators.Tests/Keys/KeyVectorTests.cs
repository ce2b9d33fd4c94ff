using System.Globalization;
using System.Text;

namespace Idempotent.Generators.Tests.Keys;

/// <summary>The rows of <c>vectors.tsv</c> as emitted code writes them, and the types that are refused.</summary>
public sealed class KeyVectorTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Keys");

    private static readonly (string Type, string Expression, string Bytes)[] s_rows =
        [.. File.ReadAllLines(Path.Combine(s_folder, "vectors.tsv")).Where(static row => row.Length > 0 && row[0] != '#').Select(static row => row.Split('\t')).Select(static row => (row[0], row[1], row[2]))];

    [Fact]
    public void Bytes_OfEveryVector_AreTheCommittedOnes()
    {
        var accepted = s_rows.Where(static row => !IsRule(row.Bytes)).ToList();
        var assembly = Compile(accepted, static row => row.Expression).Load();
        var values = assembly.GetType("Idempotent.Tests.Keys.Rows")!;
        var keys = assembly.GetType("Key")!;

        // Version, one part, and its name.
        var head = "0101" + "05" + Convert.ToHexStringLower(Encoding.Unicode.GetBytes("value"));
        Assert.All(accepted.Index(), row =>
        {
            var value = values.GetMethod($"Value{row.Index}")!.Invoke(null, null);
            var bytes = (byte[])keys.GetMethod($"Run{row.Index}Async")!.Invoke(null, [value])!;
            Assert.Equal(head + row.Item.Bytes, Convert.ToHexStringLower(bytes));
        });
    }

    [Fact]
    public void Types_WithoutAStableValue_AreRefused()
    {
        var refused = s_rows.Where(static row => IsRule(row.Bytes)).ToList();
        var compilation = Compile(refused, static _ => "default!");

        Assert.All(refused.Index(), row =>
        {
            var method = $"Run{row.Index}Async";
            Assert.Contains(compilation.Findings(method), finding => finding.RuleId == row.Item.Bytes && finding.Path == "value");
            Assert.Equal(row.Item.Bytes, compilation.Contract(method).Refusal?.RuleId);
        });
    }

    private static bool IsRule(string bytes) => bytes.StartsWith("IDEM", StringComparison.Ordinal);

    private static KeyCompilation Compile(List<(string Type, string Expression, string Bytes)> rows, Func<(string Type, string Expression, string Bytes), string> expression)
    {
        var source = new StringBuilder("namespace Idempotent.Tests.Keys;\npublic interface IKeys {\n");
        foreach (var (index, row) in rows.Index())
        {
            source.AppendLine(CultureInfo.InvariantCulture, $"Task Run{index}Async([IdempotencyKey] {row.Type} value);");
        }

        source.AppendLine("}\npublic static class Rows {");
        foreach (var (index, row) in rows.Index())
        {
            source.AppendLine(CultureInfo.InvariantCulture, $"public static {row.Type} Value{index}() => {expression(row)}{(expression(row).EndsWith('!') ? "" : "!")};");
        }

        return new KeyCompilation(File.ReadAllText(Path.Combine(s_folder, "VectorTypes.cs.txt")), source.Append('}').ToString());
    }
}
