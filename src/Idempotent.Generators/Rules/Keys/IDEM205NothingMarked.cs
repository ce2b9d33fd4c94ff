using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Methods whose parameters are all the key because none is marked.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM205NothingMarked() : KeyRule(s_rule)
{
    /// <summary><c>IdempotencyKeySource.AllParameters</c>.</summary>
    private const int AllParameters = 1;

    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM205", "No parameter is marked as the key",
        "No parameter of '{0}' is marked [IdempotencyKey], so that two equal, legitimate calls are taken for one: mark what identifies the call, or say Key = IdempotencyKeySource.AllParameters",
        RuleCategory.Keys, DiagnosticSeverity.Warning, nameof(IDEM205NothingMarked));

    protected override bool IsMeant(Annotation annotation) => annotation.Data.Number("Key") == AllParameters;
}
