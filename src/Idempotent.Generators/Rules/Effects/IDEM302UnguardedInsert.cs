using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Rows and documents that get a new identity at each run, so that a second run adds another.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM302UnguardedInsert() : EffectRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM302", "Insert under a generated identity",
        "'{0}' adds a row under an identity that is new at each run, and '{1}' is {2}: each run adds another; derive the identity, look first by a natural key, or make the method idempotent",
        RuleCategory.Effects, DiagnosticSeverity.Info, nameof(IDEM302UnguardedInsert));

    protected override void Check(Body body, Action<Diagnostic> report)
    {
        foreach (var (site, entry) in body.Repeated(EffectKind.Insert))
        {
            report(Finding(s_rule, site.Place, entry.IsCertain ? DiagnosticSeverity.Info : DiagnosticSeverity.Hidden, site.ToChange is { } place ? [place] : [], site.Properties, site.What, entry.Name, entry.Description));
        }
    }
}
