using System.Collections.Concurrent;
using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Overloads are found as they are typed; operations of different types only when the whole compilation is known.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM103SharedName() : IdempotencyRule(s_inType, s_acrossTypes)
{
    /// <summary>Diagnostic property: a name that the fix may write.</summary>
    public const string FreeName = nameof(FreeName);

    private static readonly DiagnosticDescriptor s_inType = RuleDescriptor.Create(
        "IDEM103", "Two operations share a name",
        "Another method of '{0}' is operation '{1}' already, and the calls of one would be answered with the outcomes of the other: give this one a Name",
        RuleCategory.Declaration, DiagnosticSeverity.Error, nameof(IDEM103SharedName));

    private static readonly DiagnosticDescriptor s_acrossTypes = RuleDescriptor.Create(
        "IDEM103", "Two operations share a name",
        "'{0}' is operation '{1}' already, and the calls of one would be answered with the outcomes of the other: give one another Name",
        RuleCategory.Declaration, DiagnosticSeverity.Error, nameof(IDEM103SharedName), WellKnownDiagnosticTags.CompilationEnd);

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        var firsts = new ConcurrentBag<NamedOperation>();
        context.RegisterSymbolAction(
            symbol =>
            {
                foreach (var operation in OperationNames.Of((INamedTypeSymbol)symbol.Symbol, known))
                {
                    if (operation.FreeName is null)
                    {
                        firsts.Add(operation);
                    }
                    else
                    {
                        symbol.ReportDiagnostic(InType(operation));
                    }
                }
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            // Type arguments become part of the name, so that only as many of them can be the same.
            foreach (var sharing in firsts.GroupBy(static operation => (operation.Annotation.OperationName, operation.Annotation.Carrier.Arity + operation.Annotation.Carrier.ContainingType.AllTypeParameters().Count())))
            {
                var ordered = sharing.OrderBy(static operation => operation.Annotation.Carrier.Locations[0], SourceOrder.Instance).ToList();
                ordered.Skip(1).ToList().ForEach(operation => end.ReportDiagnostic(AcrossTypes(ordered[0], operation)));
            }
        });
    }

    private static Diagnostic InType(NamedOperation operation) => Diagnostic.Create(
        s_inType, operation.Annotation.Carrier.Locations[0], ImmutableDictionary<string, string?>.Empty.Add(FreeName, operation.FreeName),
        operation.Annotation.Carrier.ContainingType.Name, operation.Annotation.OperationName);

    private static Diagnostic AcrossTypes(NamedOperation first, NamedOperation other) => Diagnostic.Create(
        s_acrossTypes, other.Annotation.Carrier.Locations[0], [first.Annotation.Carrier.Locations[0]],
        first.Annotation.Carrier.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), other.Annotation.OperationName);
}
