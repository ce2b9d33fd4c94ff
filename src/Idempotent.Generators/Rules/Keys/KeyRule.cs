using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules;

/// <summary>A rule that reports what the key parser found; generator and rules can't disagree, since the parser is the same.</summary>
/// <param name="descriptor">What the rule reports: <c>{0}</c> is the method, <c>{1}</c> the parameter or the path to its member, <c>{2}</c> the reason.</param>
internal abstract class KeyRule(DiagnosticDescriptor descriptor) : OperationRule(descriptor)
{
    protected sealed override void Check(Annotation annotation, KnownSymbols known, Reporter reporter)
    {
        foreach (var finding in KeyParser.Find(annotation.Carrier, known))
        {
            if (finding.RuleId == SupportedDiagnostics[0].Id && !IsMeant(annotation))
            {
                var place = Places.OfKey(annotation.Carrier, finding.Symbol, finding.Path);
                reporter.Report(place, Places.ToChange(finding.Symbol, place), annotation.Carrier.Name, finding.Path, finding.Reason);
            }
        }
    }

    /// <summary>Whether the attribute says that what would be reported is meant.</summary>
    protected virtual bool IsMeant(Annotation annotation) => false;
}
