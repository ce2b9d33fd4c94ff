using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Times whose meaning depends on where they were made.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM210LocalTimeKey() : KeyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM210", "DateTime as a key",
        "'{1}' of '{0}' is a DateTime, which is another value when its kind gets lost on the way or its time zone is another machine's, and so another call: use DateTimeOffset",
        RuleCategory.Keys, DiagnosticSeverity.Info, nameof(IDEM210LocalTimeKey));
}
