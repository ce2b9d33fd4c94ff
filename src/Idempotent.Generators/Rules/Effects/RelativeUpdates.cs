using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>A member that is given a value which depends on the one before.</summary>
/// <param name="Member">The member.</param>
/// <param name="Owner">What holds it: a local, a parameter, or <c>this</c>.</param>
internal sealed record RelativeUpdate(ISymbol Member, IOperation Owner);

/// <summary>Finds relative updates of numbers, amounts, points in time and switches: with an operator, or without one.</summary>
internal static class RelativeUpdates
{
    private static readonly string[] s_arithmetic = ["Add", "Sub", "Plus", "Minus", "Inc", "Dec", "Mul", "Deduct", "Concat", "Append"];

    public static RelativeUpdate? Of(BodyFacts facts, IOperation operation) => operation switch
    {
        ICompoundAssignmentOperation compound when IsAmount(compound.Target.Type) => Member(compound.Target),
        IIncrementOrDecrementOperation step => Member(step.Target),
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment when IsAmount(target.Type) || target.Type?.SpecialType == SpecialType.System_Boolean || target.Type is { IsReferenceType: true, SpecialType: SpecialType.None } or { TypeKind: TypeKind.Struct } =>
            Member(target) is { } update && DependsOn(facts, assignment.Value, update, 0) ? update : null,
        _ => null,
    };

    /// <summary>The relative assignments of an update that the database runs: <c>SetProperty(x => x.Stock, x => x.Stock - 1)</c>.</summary>
    public static string? OfExecuteUpdate(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("ExecuteUpdate" or "ExecuteUpdateAsync") || !call.TargetMethod.ContainingNamespace.IsNamed("Microsoft.EntityFrameworkCore"))
        {
            return null;
        }

        var sets = call.Arguments.SelectMany(static argument => argument.Value.DescendantsAndSelf()).OfType<IInvocationOperation>().Where(static set => set.TargetMethod.Name == "SetProperty" && set.Arguments.Length >= 2)
            .Select(static set => (Member: PropertiesIn(set.Arguments[set.Arguments.Length - 2].Value).FirstOrDefault(), Value: set.Arguments[set.Arguments.Length - 1].Value)).ToList();
        var compared = Filters(call).SelectMany(PropertiesIn).ToList();
        foreach (var (member, value) in sets)
        {
            if (member is not null && !HarmlessNames.IsCounter(member.Name) && IsAmount(member.Type)
                && PropertiesIn(value).Contains(member, SymbolEqualityComparer.Default) && HasArithmetic(value)
                && !sets.Exists(other => other.Member is not null && compared.Contains(other.Member, SymbolEqualityComparer.Default) && IsEquality(call, other.Member)))
            {
                return member.Name;
            }
        }

        return null;
    }

    /// <summary>Whether the filter of a document asks for a state that its update sets to another: a step that happens once.</summary>
    public static bool IsStepOfDocument(BodyFacts facts)
    {
        var calls = facts.Calls.Where(static call => call.TargetMethod.ContainingNamespace.IsNamed("MongoDB.Driver")).ToList();
        var set = calls.Where(static call => call.TargetMethod.Name == "Set").SelectMany(PropertiesIn);
        var asked = calls.Where(static call => call.TargetMethod.Name is "Eq" or "In" or "Where" or "Find" or "UpdateOne" or "UpdateOneAsync" or "FindOneAndUpdate" or "FindOneAndUpdateAsync")
            .SelectMany(static call => call.Arguments.Take(2)).SelectMany(PropertiesIn);
        return set.Intersect<ISymbol>(asked, SymbolEqualityComparer.Default).Any();
    }

    private static RelativeUpdate? Member(IOperation target) =>
        target is IMemberReferenceOperation { Instance: not null, Member: IPropertySymbol or IFieldSymbol } member && !HarmlessNames.IsCounter(member.Member.Name) && member.Root() is { } root
        && root is ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }
            ? new RelativeUpdate(member.Member, root)
            : null;

    /// <summary>Numbers, points in time and amounts of money; not text, flags, events or collections.</summary>
    private static bool IsAmount(ITypeSymbol? type) => type switch
    {
        null => false,
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => true,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } => IsAmount(value),
        { SpecialType: SpecialType.System_DateTime } or { Name: "DateTimeOffset" or "TimeSpan" or "DateOnly" } => true,
        { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } => type.GetMembers("op_Addition").Length > 0,
        { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } => type.GetMembers("op_Addition").Length > 0,
        _ => false,
    };

    /// <summary>Whether the member's own value takes part in arithmetic, or is negated, in what it is given: there, or in locals that it is made of.</summary>
    private static bool DependsOn(BodyFacts facts, IOperation value, RelativeUpdate update, int depth) => depth < 4 && value.DescendantsAndSelf().Any(part => part switch
    {
        IMemberReferenceOperation member when SymbolEqualityComparer.Default.Equals(member.Member, update.Member) && member.Root().IsSame(update.Owner) => IsOperand(member, value),
        ILocalReferenceOperation local when local.Type is { } type && (IsAmount(type) || type.TypeKind is TypeKind.Class or TypeKind.Struct && type.SpecialType == SpecialType.None) && !local.IsSame(update.Owner) =>
            facts.ValuesOf(local.Local).Any(given => given != value && DependsOn(facts, given, update, depth + 1)),
        _ => false,
    });

    private static bool IsOperand(IOperation member, IOperation root)
    {
        var isArithmetic = false;
        for (IOperation current = member; current != root.Parent && current is not null; current = current.Parent!)
        {
            switch (current)
            {
                case ICoalesceOperation or IInvocationOperation { TargetMethod: { ContainingType.Name: "Math", Name: "Max" or "Min" } } or IConditionalOperation:
                    return false;
                case IBinaryOperation binary when IsArithmetic(binary):
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                case IInvocationOperation call when call.Instance is not null && call.Type?.SpecialType != SpecialType.System_Boolean && Array.Exists(s_arithmetic, prefix => call.TargetMethod.Name.StartsWith(prefix, StringComparison.Ordinal)):
                    isArithmetic = true;
                    break;
                case IBinaryOperation:
                    return false;
            }
        }

        return isArithmetic;
    }

    private static bool IsArithmetic(IBinaryOperation binary) => binary.Type?.SpecialType is not (SpecialType.System_Boolean or SpecialType.System_String)
        && binary.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide;

    private static bool HasArithmetic(IOperation value) => value.DescendantsAndSelf().Any(static part => part is IBinaryOperation binary && IsArithmetic(binary));

    private static IEnumerable<IPropertySymbol> PropertiesIn(IOperation value) => value.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().Where(static property => property.Instance is IParameterReferenceOperation).Select(static property => property.Property);

    /// <summary>The arguments of <c>Where</c> in front of the update.</summary>
    private static IEnumerable<IOperation> Filters(IInvocationOperation call)
    {
        for (var current = call.Receiver(); current is IInvocationOperation query; current = query.Receiver())
        {
            if (query is { TargetMethod.Name: "Where", Arguments.IsEmpty: false })
            {
                yield return query.Arguments[query.Arguments.Length - 1].Value;
            }
        }
    }

    /// <summary>Whether the number of rows that an update changes tells who was first.</summary>
    public static bool IsStep(IInvocationOperation call) => call.TargetMethod.Name is "ExecuteUpdate" or "ExecuteUpdateAsync"
        && call.Arguments.SelectMany(static argument => argument.Value.DescendantsAndSelf()).OfType<IInvocationOperation>().Where(static set => set.TargetMethod.Name == "SetProperty")
            .Any(set => set.Arguments.SelectMany(PropertiesIn).FirstOrDefault() is { } member && IsEquality(call, member));

    /// <summary>Whether the filter asks for one value of the member, which the update changes: a step that happens once. A limit such as <c>Stock &gt;= n</c> is none.</summary>
    private static bool IsEquality(IInvocationOperation call, IPropertySymbol member) => Filters(call).SelectMany(static filter => filter.DescendantsAndSelf()).Any(part => part switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => PropertiesIn(comparison).Contains(member, SymbolEqualityComparer.Default),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => PropertiesIn(not).Contains(member, SymbolEqualityComparer.Default),
        _ => false,
    });
}
