using System.Text.RegularExpressions;

namespace Idempotent.Generators.Tests.Rules.Effects;

/// <summary>Code after the shape of public code, and what is to be found in it.</summary>
/// <param name="Batch">The folder: fixtures that were labelled together, before the engine ran on any of them.</param>
/// <param name="Name">What it shows.</param>
/// <param name="Shape">The repository and file whose shape it has.</param>
/// <param name="Source">The code.</param>
/// <param name="Expected">The rule that each labelled line has, lines counted from zero.</param>
internal sealed partial record Fixture(string Batch, string Name, string Shape, string Source, IReadOnlyList<(int Line, string Id)> Expected)
{
    private const string Mark = "//// ";

    /// <summary>All fixtures, in the order of files and lines.</summary>
    public static IReadOnlyList<Fixture> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.RuleTests, "Effects", "Fixtures"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).SelectMany(static file => Read(file, File.ReadAllLines(file)))];

    /// <summary>The repository alone.</summary>
    public string Repository => Shape.Split(' ')[0];

    /// <summary>How many lines hold code that no label speaks of.</summary>
    public int HarmlessLines => Source.Split('\n').Count(static line => line.AsSpan().Trim() is not ("" or "{" or "}") && !line.StartsWith("using ", StringComparison.Ordinal) && !Labels().IsMatch(line));

    private static IEnumerable<Fixture> Read(string file, string[] lines)
    {
        var starts = Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith(Mark, StringComparison.Ordinal) && (i == 0 || !lines[i - 1].StartsWith(Mark, StringComparison.Ordinal))).ToList();
        for (var i = 0; i < starts.Count; i++)
        {
            var body = lines[(starts[i] + 2)..(i + 1 < starts.Count ? starts[i + 1] : lines.Length)];
            var all = lines[..starts[0]].Concat(body).ToList();
            var expected = all.SelectMany(static (line, number) => Labels().Matches(line).Select(match => (number, match.Groups[1].Value))).ToList();
            yield return new Fixture(Path.GetFileName(Path.GetDirectoryName(file)!), lines[starts[i]][Mark.Length..], lines[starts[i] + 1][Mark.Length..], string.Join('\n', all), expected);
        }
    }

    [GeneratedRegex(@"//! (IDEM\d+)")]
    private static partial Regex Labels();
}
