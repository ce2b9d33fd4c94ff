using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Stored values that are changed by what they were, where a second run changes them again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM301RelativeUpdate() : EffectRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM301", "Relative update in code that may run twice",
        "'{0}' is changed by what it was, and '{1}' is {2}: each run changes it again; set it to a value, do it once with a guard, or make the method idempotent",
        RuleCategory.Effects, DiagnosticSeverity.Warning, nameof(IDEM301RelativeUpdate));

    protected override void Check(Body body, Action<Diagnostic> report)
    {
        foreach (var (site, entry) in body.Repeated(EffectKind.Relative))
        {
            report(Finding(s_rule, site.Place, entry.IsCertain ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, site.ToChange is { } place ? [place] : [], site.Properties, site.What, entry.Name, entry.Description));
        }
    }
}
