using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Tests.Rules.Effects;

/// <summary>What the rules of effects find in code that looks like the world's, against labels that were written before.</summary>
public sealed class FixtureTests(ITestOutputHelper output)
{
    [Fact]
    public void Fixtures_AreMany_OfManyRepositories_AndAThirdHarmless()
    {
        Assert.InRange(Fixture.All.Count, 300, int.MaxValue);
        Assert.InRange(Fixture.All.Select(static fixture => fixture.Repository).Distinct().Count(), 25, int.MaxValue);
        Assert.InRange(Fixture.All.Count(static fixture => fixture.Expected.Count == 0), Fixture.All.Count / 3, int.MaxValue);
    }

    [Fact]
    public void Fixtures_Compile() => Assert.Equal([], Fixture.All.AsParallel().AsOrdered().SelectMany(static fixture => Fixtures.Compile(fixture.Source).GetDiagnostics(TestContext.Current.CancellationToken)
        .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{fixture.Name}: {diagnostic}")));

    [Fact]
    public async Task Findings_AgainstLabels_ReachTheTargets()
    {
        var found = new ConcurrentDictionary<Fixture, HashSet<(int Line, string Id)>>();
        await Parallel.ForEachAsync(Fixture.All, TestContext.Current.CancellationToken, async (fixture, _) => found[fixture] = await FindAsync(fixture));
        var judged = Fixture.All.Select(fixture => new Judged(fixture, found[fixture])).ToList();

        foreach (var (fixture, line, id, isExpected) in judged.SelectMany(static one => one.Mistakes))
        {
            output.WriteLine($"{(isExpected ? "missed" : "wrong")} {id}: {fixture.Batch}, {fixture.Name}, line {line + 1}: {fixture.Source.Split('\n')[line].Trim()}");
        }

        foreach (var batch in judged.GroupBy(static one => one.Fixture.Batch))
        {
            output.WriteLine($"{batch.Key}, {batch.Count()} fixtures\n{PrecisionTable.Of([.. batch])}");
        }

        Assert.Equal(PrecisionTable.Of(judged), PrecisionTable.Committed(PrecisionTable.Of(judged)));
    }

    private static async Task<HashSet<(int Line, string Id)>> FindAsync(Fixture fixture)
    {
        var found = await Fixtures.Compile(fixture.Source).WithAnalyzers([.. AllRules.Analyzers.Where(static rule => PrecisionTable.Rules.Contains(rule.SupportedDiagnostics[0].Id))])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal([], found.Where(static diagnostic => diagnostic.Id == "AD0001").Select(static diagnostic => diagnostic.GetMessage(null)));
        return [.. found.Select(static diagnostic => (diagnostic.Location.GetLineSpan().StartLinePosition.Line, diagnostic.Id))];
    }
}
