using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Attributes without a <c>Name</c>: the method's own, and a type's once for all its methods.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM106NameFollowsMethod() : IdempotencyRule(s_rule)
{
    /// <summary>Diagnostic property: the name in use.</summary>
    public const string PresentName = nameof(PresentName);

    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM106", "Operation name follows the method's",
        "Stored keys begin with '{0}', which follows names in the source: a rename would run again what has run, so write it down as Name",
        RuleCategory.Declaration, DiagnosticSeverity.Info, nameof(IDEM106NameFollowsMethod));

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolAction(
        symbol =>
        {
            var type = (INamedTypeSymbol)symbol.Symbol;
            var operations = OperationNames.Of(type, known);
            foreach (var operation in operations.Where(static operation => operation is { Annotation.IsOnType: false, FreeName: null }))
            {
                Check(symbol, operation.Annotation.Data, operation.Annotation.OperationName);
            }

            if (operations.FirstOrDefault(static operation => operation.Annotation.IsOnType) is { } onType)
            {
                Check(symbol, onType.Annotation.Data, TypeTexts.PathOf(type));
            }
        },
        SymbolKind.NamedType);

    private static void Check(SymbolAnalysisContext context, AttributeData attribute, string name)
    {
        if (attribute.Text("Name") is null && attribute.Location(null, context.CancellationToken) is { } location)
        {
            context.ReportDiagnostic(Diagnostic.Create(s_rule, location, ImmutableDictionary<string, string?>.Empty.Add(PresentName, name), name));
        }
    }
}
