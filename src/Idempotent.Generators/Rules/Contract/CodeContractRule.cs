using System.Collections.Immutable;
using Idempotent.Generators.Lock;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules.Contract;

/// <summary>A rule of the contract that looks at one operation at a time, where its attribute stands.</summary>
/// <param name="descriptor">What the rule reports.</param>
internal abstract class CodeContractRule(DiagnosticDescriptor descriptor) : ContractRule(descriptor)
{
    protected sealed override void Register(CompilationStartAnalysisContext context, KnownSymbols known, Lock locked) => context.RegisterSymbolAction(
        symbol =>
        {
            foreach (var (annotation, contract) in Contracts.In((INamedTypeSymbol)symbol.Symbol, known))
            {
                // What is refused has an error of its own, and no facts.
                if (contract.Key.Refusal is not null)
                {
                    continue;
                }

                List<LockFact> facts = [.. Contracts.Facts(contract)];
                if (Check(contract.Name, locked.FactsOf(contract.Name), facts, out var message))
                {
                    symbol.ReportDiagnostic(Diagnostic.Create(
                        descriptor,
                        annotation.Data.Location(null, symbol.CancellationToken) ?? annotation.Carrier.Locations[0],
                        ImmutableDictionary<string, string?>.Empty.Add(Operation, contract.Name).Add(Facts, string.Join("\n", facts)),
                        message));
                }
            }
        },
        SymbolKind.NamedType);

    /// <summary>Whether there is something to report of an operation, and what the message tells.</summary>
    protected abstract bool Check(string operation, IReadOnlyList<LockFact> locked, IReadOnlyList<LockFact> facts, out object[] message);
}
