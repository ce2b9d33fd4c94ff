using System.Collections.Immutable;
using System.Globalization;
using Idempotent.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Benchmarks.Compiling;

/// <summary>What each rule takes of a build, by the compiler's own telemetry. The first rule that asks the engine of effects, or for a key, pays for all.</summary>
internal static class RuleTimes
{
    public const string Argument = "rules";

    private const int Runs = 9;
    private const int Unrelated = 300;

    public static async Task RunAsync()
    {
        var rules = AnalyzerBenchmarks.Of(typeof(IdempotentGenerator).Assembly);
        await PrintAsync("1,000 annotated methods, 4,000 others", Project.OfMethods(), rules);
        await PrintAsync("a project that does not reference Idempotent", Project.OfMethods().WithoutIdempotent(), rules);
    }

    private static async Task PrintAsync(string name, Project project, ImmutableArray<DiagnosticAnalyzer> rules)
    {
        var times = rules.ToDictionary(static rule => rule, static _ => new List<double>());
        for (var run = 0; run <= Runs; run++)
        {
            var measured = project.Edited(Unrelated).WithAnalyzers(rules, new CompilationWithAnalyzersOptions(new([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
            await measured.GetAnalyzerDiagnosticsAsync();
            foreach (var rule in run == 0 ? [] : rules)
            {
                times[rule].Add((await measured.GetAnalyzerTelemetryInfoAsync(rule, CancellationToken.None)).ExecutionTime.TotalMilliseconds);
            }
        }

        Console.WriteLine($"{name}: {Median(Enumerable.Range(0, Runs).Select(run => times.Values.Sum(of => of[run])))} ms");
        foreach (var (rule, of) in times.OrderByDescending(static pair => pair.Value.Order().ElementAt(Runs / 2)))
        {
            Console.WriteLine($"  {rule.SupportedDiagnostics[0].Id} {Median(of)}");
        }
    }

    private static string Median(IEnumerable<double> times) => times.Order().ElementAt(Runs / 2).ToString("0.0", CultureInfo.InvariantCulture);
}
