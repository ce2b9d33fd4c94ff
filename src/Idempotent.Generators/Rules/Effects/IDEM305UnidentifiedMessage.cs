using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Messages and mail by whose id a receiver would know the second one, and that have none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM305UnidentifiedMessage() : EffectRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM305", "Message without a message id",
        "'{0}' sends a message without an id of its own, and '{1}' is {2}: each run sends another that receivers can't tell from the first; give it an id that is the same for each attempt, send it through an outbox, or make the method idempotent",
        RuleCategory.Effects, DiagnosticSeverity.Info, nameof(IDEM305UnidentifiedMessage));

    protected override void Check(Body body, Action<Diagnostic> report)
    {
        foreach (var (site, entry) in body.Repeated(EffectKind.Message, EffectKind.Mail))
        {
            report(Finding(s_rule, site.Place, site.Kind == EffectKind.Mail ? DiagnosticSeverity.Hidden : DiagnosticSeverity.Info, site.ToChange is { } place ? [place] : [], site.Properties, site.What, entry.Name, entry.Description));
        }
    }
}
