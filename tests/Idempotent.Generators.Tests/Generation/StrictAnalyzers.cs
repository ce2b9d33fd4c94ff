using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>.NET's own analyzers, as the SDK that builds these tests brings them, and Meziantou's: every rule on, as an error.</summary>
internal static class StrictAnalyzers
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> s_all =
    [
        .. Load("SdkAnalyzers", "Microsoft.CodeAnalysis.NetAnalyzers.dll"),
        .. Load("SdkAnalyzers", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"),
        .. Load("MeziantouAnalyzers", "Meziantou.Analyzer.dll"),
    ];

    /// <summary>Runs all of them over sources and generated files, and requires that nothing is found in the latter.</summary>
    public static async Task RequireCleanAsync(Generated generated)
    {
        var everything = s_all.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static d => d.Id).Distinct()
            .ToDictionary(static id => id, static _ => ReportDiagnostic.Error, StringComparer.Ordinal);
        var compilation = generated.Compilation.WithOptions(generated.Compilation.Options.WithSpecificDiagnosticOptions(everything));

        var found = await compilation.WithAnalyzers(s_all).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.True(s_all.Length > 350, $"only {s_all.Length} analyzers were found");
        Assert.Contains(found, static d => d.Id.StartsWith("CA", StringComparison.Ordinal));
        Assert.Contains(found, static d => d.Id.StartsWith("MA", StringComparison.Ordinal));
        Assert.Empty(found.Where(static d => d.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) ?? d.Id == "AD0001"));
    }

    private static IEnumerable<DiagnosticAnalyzer> Load(string folder, string file)
    {
        var path = Path.Combine(typeof(StrictAnalyzers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == folder).Value!, file);
        return Assembly.LoadFrom(path).GetTypes()
            .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);
    }
}
