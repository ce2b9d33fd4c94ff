using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Entry points that something repeats and that reach, over calls, what must not happen twice.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM402UnprotectedEntryPoint() : EffectRule(s_reached, s_declared)
{
    private const string Title = "Unprotected entry point";
    private const string Message = "'{0}' is {1} and reaches an effect that each run repeats: {2}; make one of these methods idempotent";

    private static readonly DiagnosticDescriptor s_reached = RuleDescriptor.Create(
        "IDEM402", Title, Message, RuleCategory.Effects, DiagnosticSeverity.Info, nameof(IDEM402UnprotectedEntryPoint), WellKnownDiagnosticTags.CompilationEnd);

    private static readonly DiagnosticDescriptor s_declared = RuleDescriptor.Create(
        "IDEM402", Title, Message, RuleCategory.Effects, DiagnosticSeverity.Info, nameof(IDEM402UnprotectedEntryPoint));

    /// <summary>What is said not to be idempotent is seen while typing; the rest is known at the end.</summary>
    protected override void Check(Body body, Action<Diagnostic> report)
    {
        foreach (var (site, entry) in body.Repeated(EffectKind.Declared))
        {
            report(Finding(s_declared, site.Place, DiagnosticSeverity.Info, [], null, entry.Name, entry.Description, $"{entry.Name} → {site.What}"));
        }
    }

    protected override Action<CompilationAnalysisContext> AtEnd(EffectEngine engine) => end =>
    {
        var composition = new Composition(engine, end.CancellationToken);
        foreach (var (owner, body) in engine.Bodies.Select(static pair => (pair.Key, pair.Value)))
        {
            var own = engine.IsGuarded(owner) ? null : engine.EntryPoints.Of(owner);
            foreach (var call in body.Calls)
            {
                if (call.Retry is null && (call.Scope ?? own) is { } entry && composition.Of(call, entry).FirstOrDefault() is { } effect)
                {
                    Report(end, call.Place, entry, effect);
                }
            }

            foreach (var registered in body.Registered)
            {
                if (!engine.IsGuarded(registered.Method) && engine.EntryPoints.Of(registered.Method) is null && composition.Of(registered).FirstOrDefault() is { } effect)
                {
                    Report(end, registered.Place, registered.Entry with { Name = registered.Method.Name }, effect);
                }
            }
        }
    };

    private static void Report(CompilationAnalysisContext end, Location place, EntryPoint entry, ReachedEffect effect) => end.ReportDiagnostic(Finding(
        s_reached, place, IsShown(entry, effect) ? DiagnosticSeverity.Info : DiagnosticSeverity.Hidden, effect.Places, null, entry.Name, entry.Description, $"{entry.Name} → {effect.Chain}"));

    /// <summary>Inserts and mail of a plain POST stay hidden, as they do in its own body; so does what only one of several implementations does.</summary>
    private static bool IsShown(EntryPoint entry, ReachedEffect effect) => effect.IsCertain && (entry.IsCertain || effect.Site.Kind is not (EffectKind.Insert or EffectKind.Mail));
}
