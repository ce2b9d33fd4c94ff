using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Tests.Rules;

/// <summary>An IDE asks while the code is being typed: neither rules nor generator may throw, whatever is missing or in the wrong place.</summary>
public sealed class BrokenCodeTests(ITestOutputHelper output)
{
    private static readonly int s_mutants = int.Parse(Environment.GetEnvironmentVariable("IDEMPOTENT_MUTANTS") ?? "100", null);

    [Fact]
    public async Task RulesAndGenerator_OverBrokenCode_NeverThrow()
    {
        var seed = Environment.GetEnvironmentVariable("IDEMPOTENT_FUZZ_SEED") is { } given ? int.Parse(given, null) : Random.Shared.Next();
        output.WriteLine($"IDEMPOTENT_FUZZ_SEED={seed}");
        var random = new Random(seed);
        var sources = Fixtures.Sources;
        Assert.True(sources.Length > 50, "The fixtures of the rules' tests were not found.");

        for (var i = 0; i < s_mutants; i++)
        {
            var source = Break(sources[random.Next(sources.Length)], random);
            Assert.True(await Thrown(source) is null, $"Seed {seed}: {await Thrown(source)}\n{source}");
        }
    }

    /// <summary>What such mutations have found.</summary>
    [Theory]
    [InlineData("public class Payments\n    extension(string orderId)\n    {\n        [Idempotent] public Task ChargeAsync(decimal amountstatic => Task.CompletedTask;\n    }\n}")]
    [InlineData("using MassTransit; public record Moved(string ); public class C : IConsumer<Moved> { public Task Consume(ConsumeContext<Moved> context) => context.Publish(context.Message); }")]
    [InlineData("using System.Linq; using Microsoft.EntityFrameworkCore; public class A { public int N { get; set; } } public class C { void M(DbSet<A> set) => set.Where().ExecuteUpdate(s => s.SetProperty(a => a.N, a => a.N + 1)); }")]
    public async Task RulesAndGenerator_OverWhatThrewOnce_DoNotThrow(string source) => Assert.Null(await Thrown(source));

    [Fact]
    public async Task Harness_OfARuleThatThrows_Sees()
    {
        var compilation = Fixtures.Compile("class C;").WithAnalyzers([new Throwing()]);
        var found = await compilation.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Contains(found, static diagnostic => diagnostic.Id == "AD0001");
    }

    private static async Task<string?> Thrown(string source)
    {
        var found = await Fixtures.FindAsync(source, TestContext.Current.CancellationToken, locked: Locks.Charge);
        var generated = CSharpGeneratorDriver.Create(new IdempotentGenerator()).RunGenerators(Fixtures.Compile(source), TestContext.Current.CancellationToken);
        return found.FirstOrDefault(static diagnostic => diagnostic.Id == "AD0001")?.GetMessage(null)
            ?? generated.GetRunResult().Results[0].Exception?.ToString();
    }

    /// <summary>One to three tokens are deleted, doubled or swapped with another.</summary>
    private static string Break(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(static token => token.ToFullString()).ToList();
        for (var i = random.Next(1, 4); i > 0 && tokens.Count > 0; i--)
        {
            var (at, other) = (random.Next(tokens.Count), random.Next(tokens.Count));
            switch (random.Next(3))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(other, tokens[at]);
                    break;
                default:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
            }
        }

        return string.Concat(tokens);
    }

#pragma warning disable RS1036, RS1038, RS1041, RS2008 // It stands in for a broken rule; no compiler loads it.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Throwing() : IdempotencyRule(s_rule)
    {
        private static readonly DiagnosticDescriptor s_rule = new("TEST001", "Throws", "Throws", "Tests", DiagnosticSeverity.Warning, true);

        protected override void Register(CompilationStartAnalysisContext context, Parse.KnownSymbols known) =>
            context.RegisterSymbolAction(static _ => throw new InvalidOperationException("broken"), SymbolKind.NamedType);
    }
#pragma warning restore
}
