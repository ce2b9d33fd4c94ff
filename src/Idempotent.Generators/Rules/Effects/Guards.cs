using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>
/// Conditions that let an effect happen once: what is looked up by a natural key, claimed, or told by the state that the same body moves on. They count where they dominate the effect: around it, or before it with an
/// early exit.
/// </summary>
internal static class Guards
{
    private enum Answer
    {
        None,

        /// <summary>Where the condition holds, it happened before.</summary>
        DoneWhenTrue,

        /// <summary>Where the condition does not hold, it happened before.</summary>
        DoneWhenFalse,
    }

    /// <param name="facts">The body.</param>
    /// <param name="effect">The effect.</param>
    /// <param name="within">A policy or loop: guards outside of it are asked once for all its runs, and do not count.</param>
    public static bool IsGuarded(BodyFacts facts, IOperation effect, IOperation? within)
    {
        for (var (current, parent) = (effect, effect.Parent); parent is not null && current != within; (current, parent) = (parent, parent.Parent))
        {
            var isGuarded = parent switch
            {
                IConditionalOperation conditional when current != conditional.Condition => Lets(facts, conditional.Condition, current == conditional.WhenTrue),
                IBlockOperation block => block.Operations.TakeWhile(statement => statement != current).Any(statement => Stops(facts, statement)),
                IForEachLoopOperation { Locals: [var item] } => QueriedStates.AreMovedOn(facts, item),
                ISwitchCaseOperation { Parent: ISwitchOperation choice } => IsMovedOn(facts, choice.Value),
                _ => false,
            };
            if (isGuarded)
            {
                return true;
            }

            if (facts.Boundaries.Contains(parent))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Whether a conflict with what is there already is caught as what it is: a unique index found it.</summary>
    public static bool CatchesConflict(IOperation effect)
    {
        for (var parent = effect.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IBlockOperation block && block.Operations.OfType<ITryOperation>().Concat(parent.Parent is ITryOperation around ? [around] : []).SelectMany(static attempt => attempt.Catches).Any(IsOfConflict))
            {
                return true;
            }
        }

        return false;

        static bool IsOfConflict(ICatchClauseOperation clause) =>
            clause.ExceptionType.Name is "DbUpdateException" or "UniqueConstraintException" or "MongoWriteException" or "MongoDuplicateKeyException" || (clause.ExceptionType.Name is "SqlException" or "PostgresException" or "SqliteException" or "MySqlException" && clause.Filter is not null);
    }

    /// <summary>Whether a branch is taken only where it did not happen before.</summary>
    private static bool Lets(BodyFacts facts, IOperation condition, bool isWhenTrue) =>
        AnswerOf(facts, condition) == (isWhenTrue ? Answer.DoneWhenFalse : Answer.DoneWhenTrue) || IsMovedOn(facts, condition);

    /// <summary>Whether a statement before the effect leaves where it happened before.</summary>
    private static bool Stops(BodyFacts facts, IOperation statement) => statement is IConditionalOperation conditional
        && ((Exits(conditional.WhenTrue) && (AnswerOf(facts, conditional.Condition) == Answer.DoneWhenTrue || IsMovedOn(facts, conditional.Condition)))
            || (conditional.WhenFalse is { } otherwise && Exits(otherwise) && AnswerOf(facts, conditional.Condition) == Answer.DoneWhenFalse));

    private static bool Exits(IOperation branch) => branch switch
    {
        IBlockOperation block => block.Operations.LastOrDefault() is { } last && Exits(last),
        IReturnOperation or IThrowOperation => true,
        IBranchOperation jump => jump.BranchKind is BranchKind.Continue or BranchKind.Break or BranchKind.GoTo,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };

    private static Answer AnswerOf(BodyFacts facts, IOperation condition, int depth = 0)
    {
        var bare = condition.Bare();
        return depth > 6 ? Answer.None : bare switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Not(AnswerOf(facts, not.Operand, depth + 1)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and => Both(AnswerOf(facts, and.LeftOperand, depth + 1), AnswerOf(facts, and.RightOperand, depth + 1), isOr: false),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or => Both(AnswerOf(facts, or.LeftOperand, depth + 1), AnswerOf(facts, or.RightOperand, depth + 1), isOr: true),
            IBinaryOperation { LeftOperand: { } left, RightOperand: { } right } comparison => OfComparison(facts, comparison.OperatorKind, left, right, depth),
            IIsPatternOperation pattern => OfPattern(facts, pattern.Value, pattern.Pattern),
            IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" }, Arguments: [{ Value: { } text }] } => IsFound(facts, text) ? Answer.DoneWhenFalse : Answer.None,
            IInvocationOperation call when Lookups.IsClaim(facts, call) => facts.HasFresh(call) ? Answer.None : Answer.DoneWhenFalse,
            IInvocationOperation call when Lookups.IsQuestion(facts, call) => facts.HasFresh(call) ? Answer.None : Answer.DoneWhenTrue,
            IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } value } => IsFound(facts, value) ? Answer.DoneWhenTrue : Answer.None,
            IPropertyReferenceOperation { Property.Name: "IsNull" or "IsNullOrEmpty", Instance: { } value } => IsFound(facts, value) ? Answer.DoneWhenFalse : Answer.None,
            ILocalReferenceOperation local when facts.ValuesOf(local.Local) is [var value] => AnswerOf(facts, value, depth + 1),
            _ => Answer.None,
        };
    }

    private static Answer OfComparison(BodyFacts facts, BinaryOperatorKind kind, IOperation left, IOperation right, int depth)
    {
        if (right.ConstantValue is not { HasValue: true } constant)
        {
            return Answer.None;
        }

        var asks = kind switch
        {
            BinaryOperatorKind.Equals when constant.Value is null or 0 or 0L => Answer.DoneWhenFalse,
            BinaryOperatorKind.NotEquals when constant.Value is null or 0 or 0L => Answer.DoneWhenTrue,
            BinaryOperatorKind.GreaterThan when constant.Value is 0 or 0L => Answer.DoneWhenTrue,
            BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals when constant.Value is 1 or 1L => Answer.DoneWhenTrue,
            BinaryOperatorKind.LessThan or BinaryOperatorKind.NotEquals when constant.Value is 1 or 1L => Answer.DoneWhenFalse,
            BinaryOperatorKind.Equals when constant.Value is true => AnswerOf(facts, left, depth + 1),
            BinaryOperatorKind.Equals when constant.Value is false => Not(AnswerOf(facts, left, depth + 1)),
            _ => Answer.None,
        };
        return constant.Value is bool ? asks : OfFound(facts, left, asks);
    }

    private static Answer OfPattern(BodyFacts facts, IOperation value, IPatternOperation pattern) => OfFound(facts, value, pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => Answer.DoneWhenFalse,
        INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } => Answer.DoneWhenTrue,
        INegatedPatternOperation { Pattern: IRecursivePatternOperation or IDeclarationPatternOperation or ITypePatternOperation } => Answer.DoneWhenFalse,
        IRecursivePatternOperation or IDeclarationPatternOperation or ITypePatternOperation => Answer.DoneWhenTrue,
        _ => Answer.None,
    });

    /// <summary>
    /// What it says that something was found or not, or that rows were changed or not: where a query asks for what the body then moves on, or a statement for who is first, nothing means that it happened before.
    /// </summary>
    private static Answer OfFound(BodyFacts facts, IOperation value, Answer whenFound) =>
        Claims.IsOfRows(facts, value) || (value.Bare() is ILocalReferenceOperation local && QueriedStates.AreMovedOn(facts, local.Local)) ? Not(whenFound) : IsFound(facts, value) ? whenFound : Answer.None;

    /// <summary>Whether the value is what a lookup by something stable gave.</summary>
    private static bool IsFound(BodyFacts facts, IOperation value, int depth = 0) => depth < 4 && value.Bare() switch
    {
        IInvocationOperation call => Lookups.IsLoad(facts, call) && !facts.HasFresh(call),
        ILocalReferenceOperation local => facts.ValuesOf(local.Local) is { Count: > 0 } values && IsFound(facts, values[0], depth + 1),
        _ => false,
    };

    private static Answer Not(Answer answer) => answer switch
    {
        Answer.DoneWhenTrue => Answer.DoneWhenFalse,
        Answer.DoneWhenFalse => Answer.DoneWhenTrue,
        _ => Answer.None,
    };

    /// <summary>An early exit where one of several things was found is a guard; one where all are missing is, too.</summary>
    private static Answer Both(Answer left, Answer right, bool isOr)
    {
        var answer = left == Answer.None ? right : left;
        return isOr && answer == Answer.DoneWhenFalse && left != right ? Answer.None : answer;
    }

    /// <summary>Whether the condition asks for a state that the same body moves on, so that a second run sees it changed.</summary>
    private static bool IsMovedOn(BodyFacts facts, IOperation condition) => condition.DescendantsAndSelf().OfType<IMemberReferenceOperation>().Any(member =>
        member is IPropertyReferenceOperation or IFieldReferenceOperation && member.Instance is not null && IsState(member.Type)
        && member.Root() is { } root && (root is IInstanceReferenceOperation || Lookups.IsLoaded(facts, root)) && IsSet(facts, member.Member, candidate => candidate.IsSame(root)));

    /// <summary>Types of members that tell how far something has come.</summary>
    public static bool IsState(ITypeSymbol? type) => type is { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_Boolean or SpecialType.System_String or SpecialType.System_DateTime }
        or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } or { Name: "DateTimeOffset" } || type is INamedTypeSymbol { IsReferenceType: true, Name: var name } && name.EndsWith("Status", StringComparison.Ordinal);

    /// <summary>Whether the body sets the member of what it holds, or calls a method of it that does.</summary>
    public static bool IsSet(BodyFacts facts, ISymbol member, Func<IOperation, bool> isHolder) =>
        facts.Assignments.Any(assignment => assignment is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target }
            && SymbolEqualityComparer.Default.Equals(target.Member, member) && target.Root() is { } root && isHolder(root))
        || facts.Calls.Any(call => call.Instance is { } instance && isHolder(instance.Bare()) && Sets(call.TargetMethod, member.Name));

    /// <summary>Whether a method of the entity sets the member: by its text, since it may be in another file.</summary>
    private static bool Sets(IMethodSymbol method, string member) => method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>()
        .Any(assignment => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && (assignment.Left is IdentifierNameSyntax { Identifier.ValueText: var name } ? name : (assignment.Left as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText) == member));
}
