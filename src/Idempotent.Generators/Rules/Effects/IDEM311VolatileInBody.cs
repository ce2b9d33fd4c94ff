using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <summary>Ids, random numbers and clocks in a body that may run once more after it failed half-way.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM311VolatileInBody() : OperationBodyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM311", "Clock or random value in an idempotent body",
        "'{0}' gives another value when '{1}' runs again after an attempt that failed half-way, so that what the first one wrote is not found: derive it from the operation",
        RuleCategory.Effects, DiagnosticSeverity.Info, nameof(IDEM311VolatileInBody));

    /// <summary>A time that is written down differs harmlessly.</summary>
    public override bool MayReportLess => true;

    protected override void Check(IMethodSymbol method, Annotation operation, IReadOnlyList<IOperation> body, EffectEngine engine, Action<Diagnostic> report)
    {
        foreach (var value in body)
        {
            ISymbol? member = value is IInvocationOperation call ? call.TargetMethod : (value as IPropertyReferenceOperation)?.Property;
            if (member is not null && engine.Catalogue.Find(member)?.Kind == EffectKind.Fresh && !IsMeasure(member) && !IsLogged(value))
            {
                report(EffectRule.Finding(s_rule, value.Syntax.GetLocation(), IsClock(member) ? DiagnosticSeverity.Hidden : DiagnosticSeverity.Info, [], null, $"{member.ContainingType.Name}.{member.Name}", method.Name));
            }
        }
    }

    /// <summary>A point in time that is written down differs harmlessly; an id that differs makes a second row.</summary>
    private static bool IsClock(ISymbol member) => member.ContainingType.Name is "DateTime" or "DateTimeOffset" or "TimeProvider";

    private static bool IsMeasure(ISymbol member) => member.Name is "GetTimestamp" or "TickCount" or "TickCount64";

    private static bool IsLogged(IOperation value)
    {
        for (var parent = value.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.ContainingType.Name: { } type } && (type.Contains("Logger") || type is "Console" or "Debug" or "Activity"))
            {
                return true;
            }
        }

        return false;
    }
}
