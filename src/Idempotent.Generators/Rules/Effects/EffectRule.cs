using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>A rule that looks at bodies, one at a time, through the engine that all such rules share. Test projects, migrations and seeds are left alone.</summary>
/// <param name="descriptors">What the rule reports.</param>
internal abstract class EffectRule(params DiagnosticDescriptor[] descriptors) : IdempotencyRule(descriptors)
{
    public override bool MayReportLess => true;

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        if (context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.IsTrue("IsTestProject"))
        {
            return;
        }

        var engine = EffectEngine.Of(known, context.Options, context.CancellationToken);
        if (AtEnd(engine) is { } end)
        {
            context.RegisterCompilationEndAction(end);
        }

        context.RegisterOperationBlockAction(block =>
        {
            if (!IsSeed(block.OwningSymbol))
            {
                Check(new Body(block.OwningSymbol, engine.Look(block.OwningSymbol, block.OperationBlocks, block.CancellationToken), engine), block.ReportDiagnostic);
            }
        });
    }

    /// <summary>Looks at one body.</summary>
    protected abstract void Check(Body body, Action<Diagnostic> report);

    /// <summary>What the rule does when all bodies were looked at; nothing, unless it says otherwise.</summary>
    protected virtual Action<CompilationAnalysisContext>? AtEnd(EffectEngine engine) => null;

    /// <summary>A finding whose severity may be less than the rule's own. A severity that the project sets counts for both.</summary>
    public static Diagnostic Finding(
        DiagnosticDescriptor descriptor, Location place, DiagnosticSeverity severity, IEnumerable<Location> more, ImmutableDictionary<string, string?>? properties, params object[] message) =>
        Diagnostic.Create(descriptor, place, severity > descriptor.DefaultSeverity ? descriptor.DefaultSeverity : severity, more, properties, message);

    /// <summary>Code that runs once by hand: migrations and seeds.</summary>
    private static bool IsSeed(ISymbol owner)
    {
        for (var type = owner as INamedTypeSymbol ?? owner.ContainingType; type is not null; type = type.BaseType)
        {
            if (type.Name is "Migration" or "ModelSnapshot" || type.Name.IndexOf("Seed", StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return owner.Name.StartsWith("Seed", StringComparison.Ordinal);
    }

    /// <summary>A body that is looked at.</summary>
    /// <param name="Owner">The member that it belongs to.</param>
    /// <param name="Summary">What it does.</param>
    /// <param name="Engine">What is known of the rest.</param>
    protected sealed record Body(ISymbol Owner, BodySummary Summary, EffectEngine Engine)
    {
        private readonly Lazy<EntryPoint?> _entry = new(() => Engine.IsGuarded(Owner) ? null : Engine.EntryPoints.Of(Owner));

        /// <summary>What runs an effect again; null where nothing that is known does.</summary>
        public EntryPoint? EntryOf(EntryPoint? scope) => scope ?? _entry.Value;

        /// <summary>The effects in the body itself that a retryable entry point repeats, with that.</summary>
        public IEnumerable<(EffectSite Site, EntryPoint Entry)> Repeated(params EffectKind[] kinds)
        {
            foreach (var site in Summary.Effects)
            {
                if (kinds.Contains(site.Kind) && site.Retry is null && !site.OfThis && (site.OfParameter < 0 || site.IsNumbered) && EntryOf(site.Scope) is { } entry)
                {
                    yield return (site, entry);
                }
            }
        }
    }
}
