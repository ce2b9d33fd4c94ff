using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Idempotent.Generators.Tests.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Idempotent.Generators.Tests.Rules;

/// <summary>The sources of all rules' tests, for tests that hold of every one of them.</summary>
internal static partial class Fixtures
{
    /// <summary>Shared, so that the references are read once.</summary>
    private static readonly CSharpCompilation s_project = CSharpCompilation.Create(
        "Fixtures",
        [CSharpSyntaxTree.ParseText(RuleTest.GlobalUsings)],
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(IdempotentAttribute).Assembly.Location), Libraries.Reference],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Every source that a test of a rule is about, without its marks and with something in its holes.</summary>
    public static ImmutableArray<string> Sources { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryFiles.RuleTests, "IDEM*Tests.cs")
            .Order(StringComparer.Ordinal)
            .SelectMany(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes())
            .SelectMany(static node => node switch
            {
                LiteralExpressionSyntax { Token.RawKind: (int)SyntaxKind.MultiLineRawStringLiteralToken } literal => [literal.Token.ValueText],
                InterpolatedStringExpressionSyntax text => Filled(text),
                _ => [],
            })
            .Where(static source => source.Contains("interface ", StringComparison.Ordinal) || source.Contains("class ", StringComparison.Ordinal))
            .Select(static source => Marks().Replace(source, ""))
            .Concat(Fixture.All.Select(static fixture => fixture.Source))
            .Distinct(),
    ];

    /// <summary>Those of them that declare operations.</summary>
    public static IEnumerable<string> Declarations => Sources.Where(static source => source.Contains("[Idempotent", StringComparison.Ordinal));

    public static CSharpCompilation Compile(string source) => s_project.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, path: "Fixture.cs"));

    /// <summary>What all rules find, in a project that is trimmed and asks for the report, so that every rule has something to do.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <param name="locked">The project's <c>idempotency.lock</c>; none where it is null.</param>
    public static Task<ImmutableArray<Diagnostic>> FindAsync(string source, CancellationToken cancellationToken, string? locked = null) =>
        Compile(source).WithAnalyzers([.. AllRules.Analyzers], new AnalyzerOptions(locked is null ? [] : [new Lock(locked)], new Trimmed())).GetAnalyzerDiagnosticsAsync(cancellationToken);

    /// <summary>The source once for each row of the theory that fills its holes, which are the theory's parameters or constants of the class.</summary>
    private static IEnumerable<string> Filled(InterpolatedStringExpressionSyntax source)
    {
        if (source.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } theory)
        {
            return [];
        }

        var parameters = theory.ParameterList.Parameters.Select(static parameter => parameter.Identifier.ValueText).ToList();
        return theory.AttributeLists.SelectMany(static list => list.Attributes).Where(static attribute => attribute.Name.ToString() is "InlineData" or "Fact")
            .Select(row => string.Concat(source.Contents.Select(part => part is InterpolatedStringTextSyntax text
                ? text.TextToken.ValueText
                : Value(row, parameters, ((InterpolationSyntax)part).Expression.ToString()))));
    }

    private static string Value(AttributeSyntax row, List<string> parameters, string hole) => parameters.IndexOf(hole) is >= 0 and var index
        ? Text(row.ArgumentList!.Arguments[index].Expression)
        : Text(row.SyntaxTree.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>().FirstOrDefault(constant => constant.Identifier.ValueText == hole)?.Initializer?.Value);

    /// <summary>Nothing where a hole is filled from elsewhere.</summary>
    private static string Text(ExpressionSyntax? literal) => (literal as LiteralExpressionSyntax)?.Token.ValueText ?? "";

    [GeneratedRegex(@"\{\|[^:|]+:|\|\}")]
    private static partial Regex Marks();

    private sealed class Lock(string text) : AdditionalText
    {
        public override string Path => "idempotency.lock";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Trimmed : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Options : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = key is "build_property.PublishAot" or "build_property.IdempotencyCoverage" ? "true" : null;
                return value is not null;
            }
        }
    }
}
