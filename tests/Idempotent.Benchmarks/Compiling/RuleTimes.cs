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
        var ours = await MeasureAsync(Project.OfMethods(), rules);
        var sdk = await MeasureAsync(Project.OfMethods(), AnalyzerBenchmarks.OfTheSdk());
        var without = await MeasureAsync(Project.OfMethods().WithoutIdempotent(), rules);
        Console.WriteLine($"our rules {Sum(ours)} ms, analyzers of the SDK {Sum(sdk)} ms, our rules in a project that does not reference Idempotent {Sum(without)} ms");
        foreach (var (rule, times) in ours.OrderByDescending(static pair => pair.Value.Order().ElementAt(Runs / 2)))
        {
            Console.WriteLine($"  {rule.SupportedDiagnostics[0].Id} {Median(times)}");
        }
    }

    private static async Task<Dictionary<DiagnosticAnalyzer, List<double>>> MeasureAsync(Project project, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var times = analyzers.ToDictionary(static analyzer => analyzer, static _ => new List<double>());
        for (var run = 0; run <= Runs; run++)
        {
            var measured = project.Edited(Unrelated).WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
            await measured.GetAnalyzerDiagnosticsAsync();
            foreach (var analyzer in run == 0 ? [] : analyzers)
            {
                times[analyzer].Add((await measured.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime.TotalMilliseconds);
            }
        }

        return times;
    }

    private static string Sum(Dictionary<DiagnosticAnalyzer, List<double>> times) => Median(Enumerable.Range(0, Runs).Select(run => times.Values.Sum(of => of[run])));

    private static string Median(IEnumerable<double> times) => times.Order().ElementAt(Runs / 2).ToString("0.0", CultureInfo.InvariantCulture);
}
