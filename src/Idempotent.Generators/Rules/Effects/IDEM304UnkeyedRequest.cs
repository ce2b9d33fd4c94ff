using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Outgoing POST and PATCH requests and payments without a key by which the other side would know the second one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM304UnkeyedRequest() : EffectRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM304", "Request or payment without an idempotency key",
        "'{0}' asks another service to do something without an idempotency key, and '{1}' is {2}: each run asks again; send a key that is the same for each attempt, or make the method idempotent",
        RuleCategory.Effects, DiagnosticSeverity.Warning, nameof(IDEM304UnkeyedRequest));

    protected override void Check(Body body, Action<Diagnostic> report)
    {
        foreach (var (site, entry) in body.Repeated(EffectKind.Request, EffectKind.Payment))
        {
            report(Finding(s_rule, site.Place, site.Kind == EffectKind.Payment ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, site.ToChange is { } place ? [place] : [], site.Properties, site.What, entry.Name, entry.Description));
        }
    }
}
