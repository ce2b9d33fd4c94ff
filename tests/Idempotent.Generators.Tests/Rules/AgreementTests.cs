using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Generators.Tests.Rules;

/// <summary>The generator is silent: what it refuses, a rule must report, or a method would be unprotected without a word.</summary>
public sealed class AgreementTests
{
    [Fact]
    public async Task EveryRefusal_OfTheGenerator_IsAnErrorOfItsRule()
    {
        var refused = new HashSet<string>();
        foreach (var source in Fixtures.Declarations)
        {
            var compilation = Fixtures.Compile(source);
            var refusals = Types(compilation.Assembly.GlobalNamespace)
                .SelectMany(type => Services(type, KnownSymbols.Of(compilation)))
                .Select(static service => service.Refusal?.RuleId).OfType<string>().Distinct();
            var errors = (await Fixtures.FindAsync(source, TestContext.Current.CancellationToken))
                .Where(static found => found.Severity == DiagnosticSeverity.Error).Select(static found => found.Id).ToHashSet();

            Assert.All(refusals, id =>
            {
                refused.Add(id);
                Assert.True(errors.Contains(id), $"{id} is refused and not reported:\n{source}");
            });
        }

        // Nothing would be held if the fixtures refused nothing.
        Assert.Equal(["IDEM101", "IDEM102", "IDEM103", "IDEM104", "IDEM201", "IDEM202"], refused.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryError_InOneType_IsARefusalOfTheGenerator()
    {
        foreach (var source in Fixtures.Declarations)
        {
            var errors = (await Fixtures.FindAsync(source, TestContext.Current.CancellationToken)).Where(static found => found.Severity == DiagnosticSeverity.Error).ToList();
            var generated = CSharpGeneratorDriver.Create(new IdempotentGenerator()).RunGenerators(Fixtures.Compile(source), TestContext.Current.CancellationToken).GetRunResult();

            // Operations of two types that share a name are each wrapped; only the whole shows that they can't be.
            if (errors.Exists(static error => !error.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd)))
            {
                Assert.True(generated.GeneratedTrees.Any(static tree => tree.ToString().Contains("\"IDEM", StringComparison.Ordinal)), $"{errors[0]}\n{source}");
            }
        }
    }

    private static IEnumerable<ServiceModel> Services(INamedTypeSymbol type, KnownSymbols known) =>
        [.. OwnerParser.Parse(type, known, TestContext.Current.CancellationToken), .. new[] { OwnerParser.ParseInheriting(type, known, TestContext.Current.CancellationToken) }.OfType<ServiceModel>()];

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol around) => around.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(static member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
