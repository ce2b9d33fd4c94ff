using System.Globalization;
using System.Text;
using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Tests.Rules;

/// <summary>The table of rules in the README beside them, made from the descriptors; <c>IDEMPOTENT_ACCEPT=1</c> makes it anew.</summary>
public sealed class RuleIndexTests
{
    private const string Header = "| id | finds | category | by default | strict | fix |";

    private static string Readme => Path.Combine(RepositoryFiles.Generators, "Rules", "README.md");

    [Fact]
    public void Table_IsThatOfTheDescriptors()
    {
        var table = Table();
        if (Environment.GetEnvironmentVariable("IDEMPOTENT_ACCEPT") == "1")
        {
            File.WriteAllText(Readme, File.ReadAllText(Readme).Replace(Committed(), table, StringComparison.Ordinal));
        }

        Assert.Equal(table, Committed());
    }

    private static string Committed() => string.Join('\n', File.ReadLines(Readme).SkipWhile(static line => line != Header).TakeWhile(static line => line.StartsWith('|')));

    private static string Table()
    {
        var strict = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "src", "Idempotent", "buildTransitive", "Idempotent.Strict.globalconfig"));
        var fixes = AllRules.Fixes.SelectMany(static fix => fix.FixableDiagnosticIds).ToHashSet();
        var table = new StringBuilder(Header).Append("\n|---|---|---|---|---|---|");
        foreach (var rule in AllRules.Analyzers.OrderBy(static rule => rule.SupportedDiagnostics[0].Id, StringComparer.Ordinal))
        {
            var descriptor = rule.SupportedDiagnostics[0];
            var category = descriptor.Category[RuleCategory.Prefix.Length..];
            var byDefault = Word(descriptor.DefaultSeverity) + (rule.MayReportLess ? " or less" : "");
            var isRaised = strict.Contains($"dotnet_diagnostic.{descriptor.Id}.severity = warning", StringComparison.Ordinal);
            table.Append(
                CultureInfo.InvariantCulture,
                $"\n| [{descriptor.Id}]({category}/{rule.GetType().Name}.md) | {descriptor.Title} | {category} | {byDefault} | {(isRaised ? "warning" : byDefault)} | {(fixes.Contains(descriptor.Id) ? "yes" : "")} |");
        }

        return table.ToString();
    }

    private static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "info",
        _ => "hidden",
    };
}
