using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Tests.Rules.Effects;

/// <summary>What the rules of effects find in code that looks like the world's, against labels that were written before.</summary>
public sealed class FixtureTests(ITestOutputHelper output)
{
    private static readonly string[] s_rules = ["IDEM203", "IDEM301", "IDEM302", "IDEM303", "IDEM304", "IDEM305", "IDEM306", "IDEM401", "IDEM402"];

    [Fact]
    public async Task Findings_AgainstLabels_ReachTheTargets()
    {
        var results = new List<(string Id, bool IsExpected, bool IsFound, string Where)>();
        foreach (var fixture in Fixture.All)
        {
            var found = await FindAsync(fixture);
            results.AddRange(fixture.Expected.Select(expected => (expected.Id, true, found.Contains(expected), $"{fixture.Name}, line {expected.Line + 1}")));
            results.AddRange(found.Except(fixture.Expected).Select(wrong => (wrong.Id, false, true, $"{fixture.Name}, line {wrong.Line + 1}")));
        }

        foreach (var (id, isExpected, _, where) in results.Where(static result => result.IsExpected != result.IsFound))
        {
            output.WriteLine($"{(isExpected ? "missed" : "wrong")} {id}: {where}");
        }

        var table = PrecisionTable.Of(s_rules, results.Select(static result => (result.Id, result.IsExpected, result.IsFound)));
        output.WriteLine(table);
        Assert.Equal(table, PrecisionTable.Committed());
    }

    private static async Task<HashSet<(int Line, string Id)>> FindAsync(Fixture fixture)
    {
        var compilation = Fixtures.Compile(fixture.Source);
        Assert.Equal([], compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{fixture.Name}: {diagnostic}"));
        var found = await compilation.WithAnalyzers([.. AllRules.Analyzers.Where(static rule => s_rules.Contains(rule.SupportedDiagnostics[0].Id))]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, static diagnostic => diagnostic.Id == "AD0001");
        return [.. found.Select(static diagnostic => (diagnostic.Location.GetLineSpan().StartLinePosition.Line, diagnostic.Id))];
    }
}
