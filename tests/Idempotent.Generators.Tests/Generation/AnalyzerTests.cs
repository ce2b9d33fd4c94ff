using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>A project that turns every rule of .NET's own analyzers on as an error stays clean.</summary>
public sealed class AnalyzerTests
{
    [Fact]
    public async Task GeneratedFiles_UnderEveryNetAnalyzer_AreClean()
    {
        var generated = Generated.From("""
            namespace Shop;
            public sealed record Receipt(string Id);
            public sealed class DeclinedException(string message) : Exception(message);
            public interface IPayments : IDisposable, IAsyncDisposable
            {
                [Idempotent(Lease = "5s", StoredExceptions = [typeof(DeclinedException)])] Task<Receipt> ChargeAsync([IdempotencyKey] string orderId, Receipt? old, IReadOnlyList<Receipt> others, CancellationToken ct = default);
                [Idempotent] ValueTask<T> GenericAsync<T>([IdempotencyKey] Guid id, [IdempotencyIgnore] T value);
                [Idempotent] void Sync([IdempotencyKey] string orderId);
                event EventHandler? Changed;
                int this[int i] { get; set; }
            }
            public interface IRepo<T> { [Idempotent] Task SaveAsync([IdempotencyKey] string id); }
            public sealed class Orders : IRepo<int> { [Idempotent(Name = "orders")] public Task SaveAsync(string id) => Task.CompletedTask; }
            public interface IRefused { [Idempotent] ref int Run([IdempotencyKey] string id); }
            """).RequireClean();
        var analyzers = NetAnalyzers();
        var everything = analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static d => d.Id).Distinct()
            .ToDictionary(static id => id, static _ => ReportDiagnostic.Error, StringComparer.Ordinal);
        var compilation = generated.Compilation.WithOptions(generated.Compilation.Options.WithSpecificDiagnosticOptions(everything));

        var found = await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.True(analyzers.Length > 100, $"only {analyzers.Length} analyzers were found");
        Assert.Contains(found, static d => d.Location.SourceTree?.FilePath == "Source0.cs");
        Assert.Empty(found.Where(static d => d.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) ?? d.Id == "AD0001"));
    }

    /// <summary>The analyzers that came with the SDK that builds these tests.</summary>
    private static ImmutableArray<DiagnosticAnalyzer> NetAnalyzers()
    {
        var folder = typeof(AnalyzerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "SdkAnalyzers").Value!;
        return [.. new[] { "Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll" }
            .SelectMany(file => Assembly.LoadFrom(Path.Combine(folder, file)).GetTypes())
            .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
    }
}
