using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Idempotent.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Benchmarks.Compiling;

/// <summary>
/// What the rules cost a build of 1,000 annotated methods and 4,000 others. TARGETS: at most a tenth of what the analyzers of the SDK take. Each row binds the project anew, as the compiler does before any analyzer:
/// what an analyzer takes is its row without that of the one that does nothing.
/// </summary>
[InvocationCount(1, unrollFactor: 1)]
[WarmupCount(5)]
[IterationCount(15)]
public class AnalyzerBenchmarks
{
    private const int Unrelated = 300;

    private readonly Project _methods = Project.OfMethods();
    private readonly ImmutableArray<DiagnosticAnalyzer> _ours = Of(typeof(IdempotentGenerator).Assembly);
    private readonly ImmutableArray<DiagnosticAnalyzer> _sdk = OfTheSdk();
    private CSharpCompilation _compilation = null!;

    [IterationSetup]
    public void Edit() => _compilation = _methods.Edited(Unrelated);

    [Benchmark(Baseline = true)]
    public Task<int> AnalyzerThatDoesNothing() => RunAsync([new IdleAnalyzer()]);

    [Benchmark]
    public Task<int> OurRules() => RunAsync(_ours);

    [Benchmark]
    public Task<int> AnalyzersOfTheSdk() => RunAsync(_sdk);

    private async Task<int> RunAsync(ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        (await _compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false)).GetAnalyzerDiagnosticsAsync()).Length;

    internal static ImmutableArray<DiagnosticAnalyzer> Of(Assembly assembly) =>
        [.. assembly.GetTypes().Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    internal static ImmutableArray<DiagnosticAnalyzer> OfTheSdk() =>
        [.. Directory.GetFiles(SdkAnalyzers(), "Microsoft.CodeAnalysis*NetAnalyzers.dll").SelectMany(static file => new AnalyzerFileReference(file, new Loader()).GetAnalyzers(LanguageNames.CSharp))];

    private static string SdkAnalyzers() => Path.Combine(
        Directory.GetDirectories(Path.GetFullPath("../../../sdk", RuntimeEnvironment.GetRuntimeDirectory())).Where(static folder => !folder.Contains("Fallback", StringComparison.Ordinal)).Max(StringComparer.Ordinal)!,
        "Sdks/Microsoft.NET.Sdk/analyzers");

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }

    /// <summary>Looks at every body as ours do, and says nothing.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class IdleAnalyzer : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [new("IDLE", "Idle", "Idle", "Idle", DiagnosticSeverity.Warning, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterOperationBlockAction(static _ => { });
        }
    }
}
