using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Retry policies and loops around something that must not happen twice.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM401RetriedEffect() : EffectRule(s_direct, s_reached)
{
    private const string Title = "Retry around an effect that is not idempotent";

    private static readonly DiagnosticDescriptor s_direct = RuleDescriptor.Create(
        "IDEM401", Title,
        "'{0}' is repeated by {1}: an attempt that failed after it was done does it again; give it a key that is made outside of the retry, or make it idempotent",
        RuleCategory.Effects, DiagnosticSeverity.Warning, nameof(IDEM401RetriedEffect));

    private static readonly DiagnosticDescriptor s_reached = RuleDescriptor.Create(
        "IDEM401", Title,
        "'{0}' is repeated by {1} and reaches {2}: an attempt that failed after it was done does it again; give it a key that is made outside of the retry, or make it idempotent",
        RuleCategory.Effects, DiagnosticSeverity.Warning, nameof(IDEM401RetriedEffect), WellKnownDiagnosticTags.CompilationEnd);

    protected override void Check(Body body, Action<Diagnostic> report)
    {
        foreach (var site in body.Summary.Effects)
        {
            if (site is { Retry: { } retry, OfThis: false } && (site.OfParameter < 0 || site.IsNumbered))
            {
                report(Finding(s_direct, site.Place, SeverityOf(site.Kind), site.RetryPlace is { } place ? [place] : [], site.Properties, site.What, retry));
            }
        }
    }

    protected override Action<CompilationAnalysisContext> AtEnd(EffectEngine engine) => end =>
    {
        var composition = new Composition(engine, end.CancellationToken);
        foreach (var call in engine.Bodies.SelectMany(static body => body.Value.Calls))
        {
            if (call.Retry is { } retry && composition.Of(call).FirstOrDefault() is { } effect)
            {
                end.ReportDiagnostic(Finding(s_reached, call.Place, SeverityOf(effect.Site.Kind), effect.Places, null, call.Target.Name, retry, effect.Description));
            }
        }
    };

    private static DiagnosticSeverity SeverityOf(EffectKind kind) => kind is EffectKind.Mail or EffectKind.Message or EffectKind.Request ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
}
