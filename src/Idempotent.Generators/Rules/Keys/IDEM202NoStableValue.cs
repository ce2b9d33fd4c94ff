using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Parts of key or fingerprint whose value can't be told from another's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM202NoStableValue() : KeyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM202", "This parameter or member has no stable value",
        "Calls of '{0}' can't be told apart by '{1}': {2}",
        RuleCategory.Keys, DiagnosticSeverity.Error, nameof(IDEM202NoStableValue));
}
