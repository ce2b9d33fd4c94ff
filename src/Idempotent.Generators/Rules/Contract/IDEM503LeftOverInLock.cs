using System.Collections.Concurrent;
using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Lines of the lock that are about no operation of the code, or that nobody can read.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM503LeftOverInLock() : ContractRule(s_leftOver, s_unreadable)
{
    private const string Title = "Left over in idempotency.lock";

    private static readonly DiagnosticDescriptor s_leftOver = RuleDescriptor.Create(
        "IDEM503", Title,
        "The code has no operation '{0}' any more: if it has another name now, give it this one, or calls in flight run again; if it is gone, build with -p:UpdateIdempotencyLock=true",
        RuleCategory.Contract, DiagnosticSeverity.Error, nameof(IDEM503LeftOverInLock), WellKnownDiagnosticTags.CompilationEnd);

    private static readonly DiagnosticDescriptor s_unreadable = RuleDescriptor.Create(
        "IDEM503", Title,
        "Line {0} can't be read, '{1}': {2}; build with -p:UpdateIdempotencyLock=true to write the file anew",
        RuleCategory.Contract, DiagnosticSeverity.Error, nameof(IDEM503LeftOverInLock), WellKnownDiagnosticTags.CompilationEnd);

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known, Lock locked)
    {
        var present = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        context.RegisterSymbolAction(
            symbol =>
            {
                foreach (var (_, contract) in Contracts.In((INamedTypeSymbol)symbol.Symbol, known))
                {
                    present[contract.Name] = true;
                }
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var problem in locked.File.Problems)
            {
                end.ReportDiagnostic(Diagnostic.Create(s_unreadable, locked.Place(problem.Line), problem.Line + 1, problem.Text, problem.Problem));
            }

            foreach (var place in locked.File.Places.Where(place => !present.ContainsKey(place.Key) && locked.FactsOf(place.Key).Count > 0))
            {
                end.ReportDiagnostic(Diagnostic.Create(s_leftOver, locked.Place(place.Value), ImmutableDictionary<string, string?>.Empty.Add(Operation, place.Key).Add(Facts, ""), place.Key));
            }
        });
    }
}
