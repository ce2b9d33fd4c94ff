using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>A rule that looks at one annotated method at a time.</summary>
/// <param name="descriptor">What the rule reports.</param>
internal abstract class OperationRule(DiagnosticDescriptor descriptor) : IdempotencyRule(descriptor)
{
    protected sealed override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolAction(
        symbol =>
        {
            if (Annotations.Of((IMethodSymbol)symbol.Symbol, known) is { } annotation)
            {
                Check(annotation, known, new Reporter(symbol, descriptor));
            }
        },
        SymbolKind.Method);

    protected abstract void Check(Annotation annotation, KnownSymbols known, Reporter reporter);

    /// <summary>Reports what is found in one method.</summary>
    protected readonly struct Reporter(SymbolAnalysisContext context, DiagnosticDescriptor descriptor)
    {
        public CancellationToken CancellationToken => context.CancellationToken;

        public void Report(Location location, params object[] message) => Report(location, ImmutableDictionary<string, string?>.Empty, message);

        public void Report(Location location, ImmutableDictionary<string, string?> forTheFix, params object[] message) =>
            context.ReportDiagnostic(Diagnostic.Create(descriptor, location, forTheFix, message));
    }
}
