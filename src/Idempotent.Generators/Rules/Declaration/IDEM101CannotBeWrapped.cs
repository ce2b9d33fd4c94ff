using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <summary>What the generator refuses because of a shape: first each method for itself, then whatever else stands in the type's way.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM101CannotBeWrapped() : IdempotencyRule(s_rule)
{
    /// <summary>Diagnostic property: the method that a partial method's generated body calls, where nobody wrote it.</summary>
    public const string Core = nameof(Core);

    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM101", "This method can't be wrapped", "This can't be wrapped and would run unprotected: {0}",
        RuleCategory.Declaration, DiagnosticSeverity.Error, nameof(IDEM101CannotBeWrapped));

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        context.RegisterSymbolAction(symbol => Check((INamedTypeSymbol)symbol.Symbol, known, symbol), SymbolKind.NamedType);
        context.RegisterOperationAction(operation => Check(((ILocalFunctionOperation)operation.Operation).Symbol, known, operation), OperationKind.LocalFunction);
        context.RegisterOperationAction(operation => Check(((IAnonymousFunctionOperation)operation.Operation).Symbol, known, operation), OperationKind.AnonymousFunction);
    }

    private static void Check(IMethodSymbol function, KnownSymbols known, OperationAnalysisContext context)
    {
        if (function.Attribute(known.IdempotentAttribute) is { } attribute && Placement.Refuse(function, known) is { } refusal)
        {
            context.ReportDiagnostic(Finding(refusal, attribute.Location(null, context.CancellationToken) ?? function.Locations[0]));
        }
    }

    private static void Check(INamedTypeSymbol type, KnownSymbols known, SymbolAnalysisContext context)
    {
        var annotations = Annotations.In(type, known).ToList();
        if (annotations.Count == 0)
        {
            if (OwnerParser.ParseInheriting(type, known, context.CancellationToken)?.Refusal is { } inherited && inherited.RuleId == s_rule.Id)
            {
                context.ReportDiagnostic(Finding(inherited, type.Locations[0]));
            }

            return;
        }

        var isAnyMethodRefused = false;
        foreach (var annotation in annotations)
        {
            var method = annotation.Carrier;
            if ((Placement.Refuse(method, known) ?? RefuseBody(annotation, known)) is { } refusal)
            {
                isAnyMethodRefused = true;
                context.ReportDiagnostic(Finding(
                    refusal,
                    (refusal.Setting is null ? null : annotation.Data.Location(refusal.Setting, context.CancellationToken)) ?? method.Locations[0],
                    MissingCore(method, known)));
            }
        }

        if (!isAnyMethodRefused && OwnerParser.Refuse(type, known).FirstOrDefault(static refusal => refusal.RuleId == s_rule.Id) is { } ofType)
        {
            var settings = annotations.Where(annotation => ofType.Setting is not null && annotation.Data.Value(ofType.Setting) is not null).ToList();
            context.ReportDiagnostic(Finding(
                ofType, (settings.Count == 1 ? settings[0].Data.Location(ofType.Setting, context.CancellationToken) : null) ?? type.Locations[0]));
        }
    }

    /// <summary>Why the generated body of a partial method throws, as far as it is this rule's to say.</summary>
    private static Refusal? RefuseBody(Annotation annotation, KnownSymbols known) =>
        Placement.IsPartial(annotation.Carrier) && PartialParser.Refuse(annotation, known) is { } refusal && refusal.RuleId == s_rule.Id ? refusal : null;

    private static string? MissingCore(IMethodSymbol method, KnownSymbols known) =>
        Placement.IsPartial(method) && PartialMethods.CanHavePart(method.ContainingType) && PartialMethods.IsCoreMissing(method, known) ? PartialMethods.CoreName(method) : null;

    private static Diagnostic Finding(Refusal refusal, Location location, string? core = null) => Diagnostic.Create(
        s_rule, location, core is null ? null : ImmutableDictionary<string, string?>.Empty.Add(Core, core), refusal.Reason);
}
