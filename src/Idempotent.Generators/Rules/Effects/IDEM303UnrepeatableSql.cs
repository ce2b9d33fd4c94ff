using Idempotent.Generators.Rules.Effects;
using Idempotent.Generators.Rules.Effects.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>SQL text whose second run adds a row or changes a value again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM303UnrepeatableSql() : EffectRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM303", "SQL that is not repeatable",
        "'{0}' does more at each run, and '{1}' is {2}: add a conflict clause or a condition that holds once, or make the method idempotent",
        RuleCategory.Effects, DiagnosticSeverity.Warning, nameof(IDEM303UnrepeatableSql));

    protected override void Check(Body body, Action<Diagnostic> report)
    {
        foreach (var (site, entry) in body.Repeated(EffectKind.Sql))
        {
            report(Finding(s_rule, site.Place, IsRelative(site) && entry.IsCertain ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, site.ToChange is { } place ? [place] : [], site.Properties, site.What, entry.Name, entry.Description));
        }
    }

    private static bool IsRelative(EffectSite site) => site.Properties[BodyReader.SqlEffectProperty] == nameof(SqlEffect.RelativeUpdate);
}
