using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Numbers that a retry may compute to another last bit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM204FloatingPointKey() : KeyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM204", "Floating-point key",
        "'{1}' of '{0}' is a floating-point number, which a retry may compute to another last bit and so to another call: use decimal or an integer",
        RuleCategory.Keys, DiagnosticSeverity.Warning, nameof(IDEM204FloatingPointKey));
}
