using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Results that are no values, so that a duplicate could not get them again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM102ResultCannotBeStored() : OperationRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM102", "This result can't be stored", "A duplicate of '{0}' could not get its outcome: {1}",
        RuleCategory.Declaration, DiagnosticSeverity.Error, nameof(IDEM102ResultCannotBeStored));

    protected override void Check(Annotation annotation, KnownSymbols known, Reporter reporter)
    {
        if (Results.Refuse(annotation.Carrier, known) is { } refusal)
        {
            reporter.Report(annotation.ReturnType(reporter.CancellationToken), annotation.Carrier.Name, refusal.Reason);
        }
    }
}
