using System.Globalization;
using System.Text;

namespace Idempotent.Generators.Tests.Rules.Effects;

/// <summary>Precision and recall for each rule, as the README beside this file shows them. A change of the engine that moves a figure moves the committed table, in the open.</summary>
internal static class PrecisionTable
{
    private const string Header = "| rule | labelled | found | missed | wrong | precision | recall |";

    private static string Readme => Path.Combine(RepositoryFiles.RuleTests, "Effects", "README.md");

    /// <summary>The table that is committed; <c>IDEMPOTENT_ACCEPT=1</c> makes it anew.</summary>
    public static string Committed() => string.Join('\n', File.ReadLines(Readme).SkipWhile(static line => line != Header).TakeWhile(static line => line.StartsWith('|')));

    public static string Of(IEnumerable<string> rules, IEnumerable<(string Id, bool IsExpected, bool IsFound)> results)
    {
        var all = results.ToList();
        var table = new StringBuilder(Header).Append("\n|---|---|---|---|---|---|---|");
        foreach (var rule in rules)
        {
            Row(table, rule, [.. all.Where(result => result.Id == rule)]);
        }

        Row(table, "all", all);
        var text = table.ToString();
        if (Environment.GetEnvironmentVariable("IDEMPOTENT_ACCEPT") == "1")
        {
            File.WriteAllText(Readme, File.ReadAllText(Readme).Replace(Committed(), text, StringComparison.Ordinal));
        }

        return text;
    }

    private static void Row(StringBuilder table, string name, List<(string Id, bool IsExpected, bool IsFound)> results)
    {
        var found = results.Count(static result => result is { IsExpected: true, IsFound: true });
        var missed = results.Count(static result => result is { IsExpected: true, IsFound: false });
        var wrong = results.Count(static result => !result.IsExpected);
        table.Append(CultureInfo.InvariantCulture, $"\n| {name} | {found + missed} | {found} | {missed} | {wrong} | {Share(found, found + wrong)} | {Share(found, found + missed)} |");
    }

    private static string Share(int part, int whole) => whole == 0 ? "" : ((double)part / whole).ToString("P0", CultureInfo.InvariantCulture);
}
