using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Queries for what is in a state that the same body moves on: <c>Where(r => !r.IsSent)</c>, and then <c>r.IsSent = true</c>. A second run does not find it.</summary>
internal static class QueriedStates
{
    private const int DeepestSearch = 3;

    /// <summary>Whether what a local holds was asked for by a state that the body sets on it.</summary>
    public static bool AreMovedOn(BodyFacts facts, ILocalSymbol holder) =>
        Asked(facts, holder, 0).Any(member => Guards.IsSet(facts, member, candidate => candidate is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, holder)));

    /// <summary>The members that the query's conditions compare, or ask for, where that tells of a state.</summary>
    private static IEnumerable<ISymbol> Asked(BodyFacts facts, ILocalSymbol holder, int depth)
    {
        foreach (var value in facts.ValuesOf(holder))
        {
            foreach (var part in value.DescendantsAndSelf())
            {
                if (part is ILocalReferenceOperation source && depth < DeepestSearch && !SymbolEqualityComparer.Default.Equals(source.Local, holder))
                {
                    foreach (var member in Asked(facts, source.Local, depth + 1))
                    {
                        yield return member;
                    }
                }
                else if (part is IPropertyReferenceOperation { Instance: IParameterReferenceOperation } property && Guards.IsState(property.Type) && IsCondition(property))
                {
                    yield return property.Property;
                }
            }
        }
    }

    /// <summary>Compared with one value, or a condition by itself.</summary>
    private static bool IsCondition(IOperation member) => Outside(member) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } => true,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } => true,
        IIsPatternOperation => true,
        IPropertyReferenceOperation { Property.Name: "HasValue" } => true,
        IReturnOperation => member.Type?.SpecialType == SpecialType.System_Boolean,
        _ => false,
    };

    private static IOperation? Outside(IOperation operation)
    {
        var outside = operation.Parent;
        while (outside is IConversionOperation or IParenthesizedOperation)
        {
            outside = outside.Parent;
        }

        return outside;
    }
}
