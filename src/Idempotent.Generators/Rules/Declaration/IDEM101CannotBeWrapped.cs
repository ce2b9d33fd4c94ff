using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>What the generator refuses because of the method's or its interface's shape.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM101CannotBeWrapped() : OperationRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM101", "This method can't be wrapped", "'{0}' can't be wrapped and would run unprotected: {1}",
        RuleCategory.Declaration, DiagnosticSeverity.Error, nameof(IDEM101CannotBeWrapped));

    protected override void Check(Annotation annotation, KnownSymbols known, Reporter reporter)
    {
        if (Shapes.RefuseMethod(annotation.Carrier, known) is { } refusal)
        {
            reporter.Report(annotation.Carrier.Locations[0], annotation.Carrier.Name, refusal.Reason);
        }
    }
}
