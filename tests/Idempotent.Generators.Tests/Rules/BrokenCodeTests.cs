using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Tests.Rules;

/// <summary>An IDE asks while the code is being typed: no rule may throw, whatever is missing or in the wrong place.</summary>
public sealed partial class BrokenCodeTests(ITestOutputHelper output)
{
    private const int Mutants = 200;

    /// <summary>Shared, so that the references are read once.</summary>
    private static readonly CSharpCompilation s_project = CSharpCompilation.Create(
        "Broken",
        [CSharpSyntaxTree.ParseText("global using System; global using System.Threading; global using System.Threading.Tasks; global using Idempotent;")],
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(IdempotentAttribute).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    [Fact]
    public async Task Rules_OverBrokenCode_NeverThrow()
    {
        var seed = Environment.GetEnvironmentVariable("IDEMPOTENT_FUZZ_SEED") is { } given ? int.Parse(given, null) : Random.Shared.Next();
        output.WriteLine($"IDEMPOTENT_FUZZ_SEED={seed}");
        var random = new Random(seed);
        var sources = Sources();
        Assert.True(sources.Length > 50, "The fixtures of the rules' tests were not found.");

        for (var i = 0; i < Mutants; i++)
        {
            var source = Break(sources[random.Next(sources.Length)], random);
            Assert.True(await Thrown(source) is null, $"Seed {seed}: {await Thrown(source)}\n{source}");
        }
    }

    [Fact]
    public async Task Harness_OfARuleThatThrows_Sees()
    {
        var compilation = Compile("class C;").WithAnalyzers([new Throwing()]);
        var found = await compilation.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Contains(found, static diagnostic => diagnostic.Id == "AD0001");
    }

    private static async Task<string?> Thrown(string source)
    {
        var project = new AnalyzerOptions([], new Properties());
        var found = await Compile(source).WithAnalyzers([.. AllRules.Analyzers], project).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return found.FirstOrDefault(static diagnostic => diagnostic.Id == "AD0001")?.GetMessage(null);
    }

    private static CSharpCompilation Compile(string source) => s_project.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, path: "Broken.cs"));

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

    /// <summary>Every source that a test of a rule is about, without its marks and with something in its holes.</summary>
    private static string[] Sources() =>
    [
        .. Directory.EnumerateFiles(RepositoryFiles.RuleTests, "IDEM*Tests.cs")
            .Order(StringComparer.Ordinal)
            .SelectMany(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes())
            .Select(static node => node switch
            {
                LiteralExpressionSyntax { Token.RawKind: (int)SyntaxKind.MultiLineRawStringLiteralToken } literal => literal.Token.ValueText,
                InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(static part => part is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : "int x")),
                _ => "",
            })
            .Where(static source => source.Contains("[Idempotent", StringComparison.Ordinal) || source.Contains("Idempotent|", StringComparison.Ordinal))
            .Select(static source => Marks().Replace(source, "")),
    ];

    [GeneratedRegex(@"\{\|[^:|]+:|\|\}")]
    private static partial Regex Marks();

    /// <summary>A trimmed project, so that every rule has something to do.</summary>
    private sealed class Properties : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Trimmed();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Trimmed : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
            {
                value = key == "build_property.PublishAot" ? "true" : null;
                return value is not null;
            }
        }
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
