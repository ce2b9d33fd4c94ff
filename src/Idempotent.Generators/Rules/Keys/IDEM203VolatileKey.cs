using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Keys and ids that are made anew at each attempt, so that no attempt is known again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM203VolatileKey() : EffectRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM203", "Volatile key",
        "'{0}' gets a value that is new at each attempt, so that a retry looks like another call: take it from the caller or the message, or derive it from what they say",
        RuleCategory.Keys, DiagnosticSeverity.Warning, nameof(IDEM203VolatileKey));

    protected override void Check(Body body, Action<Diagnostic> report)
    {
        foreach (var key in body.Summary.Volatile)
        {
            var entry = body.EntryOf(key.Scope);
            if (key.IsOperation || key.Retry is not null || entry is not null)
            {
                var isCertain = key.IsOperation || key.Retry is not null || entry is { IsCertain: true };
                report(Finding(s_rule, key.Place, isCertain ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, key.Retry is { } retry ? [key.Source, retry] : [key.Source], null, key.Key));
            }
        }
    }
}
