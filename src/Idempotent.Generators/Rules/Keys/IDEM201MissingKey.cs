using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Methods with nothing but infrastructure: every call would be the same call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM201MissingKey() : KeyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM201", "Nothing identifies the call",
        "Nothing identifies a call of '{0}', so that every call would get the first one's outcome: take what does as a parameter and mark it [IdempotencyKey]",
        RuleCategory.Keys, DiagnosticSeverity.Error, nameof(IDEM201MissingKey));
}
