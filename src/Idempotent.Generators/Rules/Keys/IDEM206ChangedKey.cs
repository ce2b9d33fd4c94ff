using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <summary>Bodies that change what identifies the call which they run for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM206ChangedKey() : OperationBodyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM206", "The body changes what identifies the call",
        "'{0}' identifies the call of '{1}', and is changed here: a caller that sends the same object again makes another key; use a local",
        RuleCategory.Keys, DiagnosticSeverity.Warning, nameof(IDEM206ChangedKey));

    protected override void Check(IMethodSymbol method, Annotation operation, IReadOnlyList<IOperation> body, EffectEngine engine, Action<Diagnostic> report)
    {
        foreach (var part in body)
        {
            var target = part switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation step => step.Target,
                _ => null,
            };
            if (target is IMemberReferenceOperation member && IsOfKey(member, operation))
            {
                report(Diagnostic.Create(s_rule, target.Syntax.GetLocation(), member.Member.Name, method.Name));
            }
        }
    }

    /// <summary>Whether a member belongs to a parameter and is marked itself, or the parameter is. A parameter of its own is a copy, which nobody sees.</summary>
    private static bool IsOfKey(IMemberReferenceOperation member, Annotation operation)
    {
        if (member.Root() is not IParameterReferenceOperation { Parameter: { } parameter } || !parameter.Type.IsReferenceType)
        {
            return false;
        }

        return IsMarked(member.Member) || operation.Carrier.Parameters.Any(declared => declared.Ordinal == parameter.Ordinal && IsMarked(declared));
    }

    private static bool IsMarked(ISymbol symbol) => symbol.GetAttributes().Any(static attribute => attribute.AttributeClass is { } type && type.IsNamed("Idempotent.IdempotencyKeyAttribute"));
}
