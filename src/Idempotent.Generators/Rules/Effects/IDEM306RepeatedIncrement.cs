using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Counters of a cache, lists, streams and files to which each run adds.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM306RepeatedIncrement() : EffectRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM306", "Increment or append in code that may run twice",
        "'{0}' adds to what is there, and '{1}' is {2}: each run adds again; store by key, keep a set of what was counted, or make the method idempotent",
        RuleCategory.Effects, DiagnosticSeverity.Info, nameof(IDEM306RepeatedIncrement));

    public override bool MayReportLess => false;

    protected override void Check(Body body, Action<Diagnostic> report)
    {
        foreach (var (site, entry) in body.Repeated(EffectKind.Increment, EffectKind.Append))
        {
            report(Finding(s_rule, site.Place, DiagnosticSeverity.Info, site.ToChange is { } place ? [place] : [], site.Properties, site.What, entry.Name, entry.Description));
        }
    }
}
