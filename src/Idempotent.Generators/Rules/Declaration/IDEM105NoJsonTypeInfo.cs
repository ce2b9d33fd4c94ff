using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Results that could be stored only by reflection, in a project that will not have it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM105NoJsonTypeInfo() : IdempotencyRule(s_rule)
{
    /// <summary>Diagnostic property: the type to list. The additional location is the context that could list it.</summary>
    public const string ResultType = nameof(ResultType);

    private static readonly string[] s_properties = ["PublishAot", "PublishTrimmed", "IsAotCompatible", "IsTrimmable"];

    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM105", "The result type has no JsonTypeInfo",
        "This project is trimmed or compiled ahead of time, and no JsonSerializerContext lists '{1}', the result of '{0}', so that duplicates would not get it: add [JsonSerializable(typeof({1}))]",
        RuleCategory.Declaration, DiagnosticSeverity.Warning, nameof(IDEM105NoJsonTypeInfo));

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        if (!s_properties.Any(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.IsTrue))
        {
            return;
        }

        var contexts = new Lazy<IReadOnlyList<INamedTypeSymbol>>(() => ContextsOf(known));
        var listed = new Lazy<HashSet<string>>(() => new(contexts.Value.SelectMany(SerializerContexts.Listed), StringComparer.Ordinal));
        context.RegisterSymbolAction(
            symbol =>
            {
                if (Annotations.Of((IMethodSymbol)symbol.Symbol, known) is { } annotation && !annotation.Repeated(known).Any()
                    && MustBeListed(annotation.Carrier, known) is { } result && !listed.Value.Contains(result.Plain()))
                {
                    symbol.ReportDiagnostic(Finding(annotation, result, contexts.Value, symbol.CancellationToken));
                }
            },
            SymbolKind.Method);
    }

    /// <summary>The project's own contexts, read only when an operation has a result.</summary>
    private static IReadOnlyList<INamedTypeSymbol> ContextsOf(KnownSymbols known) =>
        known.Compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonSerializerContext") is { } context
            ? [.. Types(known.Compilation.Assembly.GlobalNamespace).Where(type => type.BaseType.Is(context) && SerializerContexts.IsUsable(type, known))]
            : [];

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol around) => around.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(static member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    /// <summary>The result; null where there is none, where it is refused anyway, and where a type parameter leaves it to the caller.</summary>
    private static ITypeSymbol? MustBeListed(IMethodSymbol method, KnownSymbols known) =>
        Results.ResultOf(method, known) is { } result && Results.Refuse(method, known) is null && !result.Parts().Any(static part => part is ITypeParameterSymbol or IErrorTypeSymbol)
            ? result
            : null;

    private static Diagnostic Finding(Annotation annotation, ITypeSymbol result, IReadOnlyList<INamedTypeSymbol> contexts, CancellationToken cancellationToken) =>
        Diagnostic.Create(
            s_rule, annotation.ReturnType(cancellationToken), contexts.SelectMany(static context => context.Locations).OrderBy(static place => place, SourceOrder.Instance).Take(1),
            ImmutableDictionary<string, string?>.Empty.Add(ResultType, result.Plain()),
            annotation.Carrier.Name, result.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
}
