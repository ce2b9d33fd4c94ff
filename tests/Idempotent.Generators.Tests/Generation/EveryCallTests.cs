using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Calls;
using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Generation.Corpus;
using Idempotent.Generators.Tests.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>A call of a method that is intercepted either has an interceptor, by the compiler's own word, or is reported: never neither, never both.</summary>
public sealed class EveryCallTests
{
    [Fact]
    public async Task Call_OfTheCorpus_IsTakenAndNotReported()
    {
        var (taken, reported) = await LookAsync(ShapeCorpus.Generated.Compilation);

        Assert.True(taken > 100, $"only {taken} calls were found");
        Assert.Equal(0, reported);
    }

    [Fact]
    public async Task Call_OfARulesFixture_IsTakenOrReported()
    {
        var (allTaken, allReported) = (0, 0);
        foreach (var source in Fixtures.Sources.Where(static source => source.Contains("class", StringComparison.Ordinal)))
        {
            var (taken, reported) = await LookAsync(Generated.From(Generated.Compile("Shop", ["using System.IO;\n" + source])).Compilation);
            (allTaken, allReported) = (allTaken + taken, allReported + reported);
        }

        Assert.True(allTaken > 5, $"only {allTaken} calls were found");
        Assert.True(allReported > 5, $"only {allReported} calls were found that are left alone");
    }

    /// <summary>How many calls have an interceptor, and how many are reported.</summary>
    private static async Task<(int Taken, int Reported)> LookAsync(Compilation compilation)
    {
        var known = KnownSymbols.Of(compilation);
        var found = await compilation.WithAnalyzers([new IDEM316BypassesWrapper()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        var (allTaken, allReported) = (0, 0);
        foreach (var tree in compilation.SyntaxTrees.Where(static tree => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var call in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (model.GetSymbolInfo(call, TestContext.Current.CancellationToken).Symbol is IMethodSymbol method && Interception.IsMeant(method.Declared(), known))
                {
                    var taken = model.GetInterceptorMethod(call, TestContext.Current.CancellationToken) is not null;
                    var reported = found.Any(diagnostic => diagnostic.Location.SourceTree == tree && call.Span.Contains(diagnostic.Location.SourceSpan));
                    Assert.True(taken != reported, $"{call}: {(taken ? "taken and reported" : "neither taken nor reported")}\n{tree}");
                    (allTaken, allReported) = (allTaken + (taken ? 1 : 0), allReported + (reported ? 1 : 0));
                }
            }
        }

        return (allTaken, allReported);
    }
}
