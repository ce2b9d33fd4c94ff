using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Settings of an attribute that can't be honoured, each where it is written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM104BadDuration() : IdempotencyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM104", "Duration is malformed, or the lease outlives the retention", "This setting can't be honoured: {0}",
        RuleCategory.Declaration, DiagnosticSeverity.Error, nameof(IDEM104BadDuration));

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) =>
        context.RegisterSymbolAction(symbol => Check(symbol, known), SymbolKind.Method, SymbolKind.NamedType);

    private static void Check(SymbolAnalysisContext context, KnownSymbols known)
    {
        if (context.Symbol.Attribute(known.IdempotentAttribute) is { } attribute)
        {
            foreach (var refusal in Settings.Refuse(attribute))
            {
                var location = attribute.Location(refusal.Setting, context.CancellationToken) ?? context.Symbol.Locations[0];
                context.ReportDiagnostic(Diagnostic.Create(s_rule, location, refusal.Reason));
            }
        }
    }
}
