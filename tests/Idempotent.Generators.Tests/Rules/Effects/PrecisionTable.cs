using System.Globalization;
using System.Text;

namespace Idempotent.Generators.Tests.Rules.Effects;

/// <summary>Precision and recall for each rule, as the README beside this file shows them. A change of the engine that moves a figure moves the committed table, in the open.</summary>
internal static class PrecisionTable
{
    public static readonly string[] Rules = ["IDEM203", "IDEM301", "IDEM302", "IDEM303", "IDEM304", "IDEM305", "IDEM306", "IDEM401", "IDEM402"];

    private const string Header = "| rule | labelled | found | missed | wrong | precision | recall |";

    private static string Readme => Path.Combine(RepositoryFiles.RuleTests, "Effects", "README.md");

    /// <summary>The table that is committed; <c>IDEMPOTENT_ACCEPT=1</c> puts another one there.</summary>
    public static string Committed(string actual)
    {
        var text = File.ReadAllText(Readme);
        var start = text.IndexOf(Header, StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", text.IndexOf("\n\nOf ", start, StringComparison.Ordinal) + 2, StringComparison.Ordinal);
        var committed = text[start..(end < 0 ? text.TrimEnd().Length : end)];
        if (Environment.GetEnvironmentVariable("IDEMPOTENT_ACCEPT") == "1")
        {
            File.WriteAllText(Readme, text.Replace(committed, actual, StringComparison.Ordinal));
            return actual;
        }

        return committed;
    }

    /// <summary>The rules that speak of the line where an effect is, the one that speaks of a call to it, and the harmless lines.</summary>
    public static string Of(IReadOnlyCollection<Judged> judged)
    {
        var all = judged.SelectMany(static one => one.Results).ToList();
        var table = new StringBuilder(Header).Append("\n|---|---|---|---|---|---|---|");
        foreach (var rule in Rules)
        {
            Row(table, rule, [.. all.Where(result => result.Id == rule)]);
        }

        Row(table, "in the method itself", [.. all.Where(static result => result.Id != "IDEM402")]);
        Row(table, "over calls", [.. all.Where(static result => result.Id == "IDEM402")]);
        Row(table, "all", all);
        var (lines, flagged) = (judged.Sum(static one => one.Fixture.HarmlessLines), judged.Sum(static one => one.FlaggedLines));
        return table.Append(CultureInfo.InvariantCulture, $"\n\nOf {lines} harmless lines {flagged} are flagged ({(double)flagged / lines:P2}).").ToString();
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
