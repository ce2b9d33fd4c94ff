using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>A rule that looks at one annotated method at a time: the interface's where both interface and class carry the attribute.</summary>
/// <param name="descriptor">What the rule reports.</param>
internal abstract class OperationRule(DiagnosticDescriptor descriptor) : IdempotencyRule(descriptor)
{
    private static readonly ConditionalWeakTable<KnownSymbols, ConcurrentDictionary<ISymbol, Annotation?>> s_declared = new();

    protected sealed override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolAction(
        symbol =>
        {
            if (Declared(symbol.Symbol, known) is { } annotation)
            {
                Check(annotation, known, new Reporter(symbol, descriptor));
            }
        },
        SymbolKind.Method);

    /// <summary>The annotation that is declared with the method; null where there is none, or it repeats another's. Once for all rules that ask.</summary>
    private static Annotation? Declared(ISymbol method, KnownSymbols known) => s_declared.GetValue(known, static _ => new(SymbolEqualityComparer.Default)).GetOrAdd(
        method, asked => Annotations.Of((IMethodSymbol)asked, known) is { } annotation && !annotation.Repeated(known).Any() ? annotation : null);

    protected abstract void Check(Annotation annotation, KnownSymbols known, Reporter reporter);

    /// <summary>Reports what is found in one method.</summary>
    protected readonly struct Reporter(SymbolAnalysisContext context, DiagnosticDescriptor descriptor)
    {
        public CancellationToken CancellationToken => context.CancellationToken;

        public void Report(Location location, params object[] message) => Report(location, [], message);

        /// <param name="location">Where it is found.</param>
        /// <param name="toChange">Where the fix has to change something, when that is elsewhere.</param>
        /// <param name="message">What the message tells.</param>
        public void Report(Location location, ImmutableArray<Location> toChange, params object[] message) => Report(location, descriptor.DefaultSeverity, toChange, message);

        /// <param name="location">Where it is found.</param>
        /// <param name="severity">How certain it is: at most the rule's own.</param>
        /// <param name="toChange">Where the fix has to change something, when that is elsewhere.</param>
        /// <param name="message">What the message tells.</param>
        public void Report(Location location, DiagnosticSeverity severity, ImmutableArray<Location> toChange, params object[] message) =>
            context.ReportDiagnostic(EffectRule.Finding(descriptor, location, severity, toChange, null, message));
    }
}
