using System.Reflection;
using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Tests.Rules;

/// <summary>Each id has rule, page, tests, release row and, where it has a fix, a Fix All test.</summary>
public sealed class EveryRuleTests
{
    private static readonly string[] s_headings = ["## Cause", "## Why it breaks idempotency", "## Fix", "## When to suppress", "## Example"];

    public static IEnumerable<TheoryDataRow<string>> Ids =>
        AllRules.Analyzers.SelectMany(static rule => rule.SupportedDiagnostics).Select(static descriptor => new TheoryDataRow<string>(descriptor.Id)).Distinct();

    [Fact]
    public void Ids_AreThoseOfTheTable() => Assert.Equal(
        [
            "IDEM101", "IDEM102", "IDEM103", "IDEM104", "IDEM105", "IDEM106", "IDEM107", "IDEM201", "IDEM202", "IDEM203", "IDEM204", "IDEM205", "IDEM206", "IDEM207", "IDEM208", "IDEM209", "IDEM210",
            "IDEM301", "IDEM302", "IDEM303", "IDEM304", "IDEM305", "IDEM306", "IDEM311", "IDEM312", "IDEM313", "IDEM314", "IDEM315", "IDEM316", "IDEM401", "IDEM402", "IDEM403", "IDEM404", "IDEM405", "IDEM406",
            "IDEM501", "IDEM502", "IDEM503",
        ],
        AllRules.Analyzers.Select(Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Assembly_HasNoAnalyzerBesideTheRules() => Assert.All(
        typeof(IdempotencyRule).Assembly.GetTypes().Where(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(DiagnosticAnalyzer))),
        static type => Assert.True(type.IsSubclassOf(typeof(IdempotencyRule)) && type.IsDefined(typeof(DiagnosticAnalyzerAttribute)), type.Name));

    [Theory, MemberData(nameof(Ids))]
    public void Rule_HasOneFileNamedByIdAndPurpose(string id)
    {
        var rule = Rule(id);
        Assert.Matches($"^{id}[A-Z][A-Za-z]+$", rule.GetType().Name);
        Assert.True(File.Exists(PathOf(rule, ".cs")), PathOf(rule, ".cs"));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Page_HasTheHeadingsAndIsWhereTheHelpLinkLeads(string id)
    {
        var rule = Rule(id);
        var lines = File.ReadAllLines(PathOf(rule, ".md"));

        Assert.StartsWith($"# {id}: ", lines[0], StringComparison.Ordinal);
        Assert.Equal(s_headings, lines.Where(static line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.All(rule.SupportedDiagnostics, descriptor => Assert.EndsWith(
            Path.GetRelativePath(RepositoryFiles.Root, PathOf(rule, ".md")).Replace('\\', '/'), descriptor.HelpLinkUri, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Tests_HoldWhatTriggersAndWhatDoesNot(string id)
    {
        var tests = TestsOf(id);
        Assert.Contains(tests, static name => name.EndsWith("_Triggers", StringComparison.Ordinal));
        Assert.Contains(tests, static name => name.EndsWith("_DoesNotTrigger", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Release_HasARowWithCategoryAndSeverity(string id)
    {
        var descriptor = Rule(id).SupportedDiagnostics[0];
        var rows = Directory.EnumerateFiles(RepositoryFiles.Generators, "AnalyzerReleases.*.md").SelectMany(File.ReadLines)
            .Select(static line => string.Join('|', line.Split('|').Take(3).Select(static cell => cell.Trim())));

        Assert.Single(rows, $"{id}|{descriptor.Category}|{descriptor.DefaultSeverity}");
    }

    [Theory, MemberData(nameof(Ids))]
    public void Descriptors_OfOneRuleShareIdTitleAndSeverity(string id)
    {
        var rule = Rule(id);
        Assert.All(rule.SupportedDiagnostics, descriptor => Assert.Equal(
            (id, rule.SupportedDiagnostics[0].Title.ToString(null), rule.SupportedDiagnostics[0].DefaultSeverity, true),
            (descriptor.Id, descriptor.Title.ToString(null), descriptor.DefaultSeverity, descriptor.IsEnabledByDefault)));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Fix_HasItsFileAndAFixAllTest(string id)
    {
        var fix = Array.FindAll(AllRules.Fixes, fix => fix.FixableDiagnosticIds.Contains(id));
        Assert.Equal(File.Exists(PathOf(Rule(id), ".Fix.cs")) ? 1 : 0, fix.Length);
        Assert.All(fix, fix =>
        {
            Assert.Equal(Rule(id).GetType().Name + "Fix", fix.GetType().Name);
            Assert.True(fix.GetType().IsDefined(typeof(ExportCodeFixProviderAttribute)), fix.GetType().Name);
            Assert.Contains(FixAllScope.Solution, fix.GetFixAllProvider()!.GetSupportedFixAllScopes());
            Assert.Contains(TestsOf(id), static name => name.EndsWith("_FixAll", StringComparison.Ordinal));
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public void StrictSet_HasEveryRuleThatMayReportLessThanAWarning(string id)
    {
        var rule = Rule(id);

        // What nobody may configure is no finding, but a report.
        var isReport = rule.SupportedDiagnostics[0].CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable);
        var strict = File.ReadLines(Path.Combine(RepositoryFiles.Root, "src", "Idempotent", "buildTransitive", "Idempotent.Strict.globalconfig"));
        Assert.Equal(!isReport && (rule.MayReportLess || rule.SupportedDiagnostics[0].DefaultSeverity < DiagnosticSeverity.Warning), strict.Contains($"dotnet_diagnostic.{id}.severity = warning"));
    }

    private static string Id(IdempotencyRule rule) => rule.SupportedDiagnostics[0].Id;

    private static IdempotencyRule Rule(string id) => Assert.Single(AllRules.Analyzers, rule => Id(rule) == id);

    private static string PathOf(IdempotencyRule rule, string extension) => Path.Combine(
        RepositoryFiles.Generators, "Rules", rule.SupportedDiagnostics[0].Category[RuleCategory.Prefix.Length..], rule.GetType().Name + extension);

    private static string[] TestsOf(string id)
    {
        var tests = typeof(EveryRuleTests).Assembly.GetType($"{typeof(EveryRuleTests).Namespace}.{Rule(id).GetType().Name}Tests");
        Assert.NotNull(tests);
        return [.. tests.GetMethods().Where(static method => method.IsDefined(typeof(FactAttribute))).Select(static method => method.Name)];
    }
}
