using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Parts of key or fingerprint whose value can't be told from another's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM202NoStableValue() : KeyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM202", "This parameter or member has no stable value",
        "'{1}' of '{0}' has no stable value, so that the same call could not be told from another: {2}",
        RuleCategory.Keys, DiagnosticSeverity.Error, nameof(IDEM202NoStableValue));
}
