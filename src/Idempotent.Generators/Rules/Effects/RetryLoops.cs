using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Loops that run something again when it fails.</summary>
internal static class RetryLoops
{
    private const string Description = "a loop that tries again after an exception";

    /// <summary>
    /// A loop is one where a <c>try</c> in it leaves the loop when all went well and goes on after an exception, or where it counts attempts. One that handles item after item is none.
    /// </summary>
    public static RetryScope? Of(ILoopOperation loop)
    {
        if (loop.Body is not IBlockOperation body)
        {
            return null;
        }

        var attempt = body.Operations.OfType<ITryOperation>().FirstOrDefault(static attempt => attempt.Catches.Length > 0);
        return attempt is not null && attempt.Catches.Any(static clause => !AlwaysLeaves(clause.Handler)) && (Leaves(attempt.Body) || CountsAttempts(loop))
            ? new RetryScope(loop, Description)
            : null;
    }

    /// <summary>A labelled attempt whose handler jumps back to it.</summary>
    public static RetryScope? Of(ILabeledOperation labelled) =>
        labelled.Operation is ITryOperation attempt && attempt.Catches.Any(clause => clause.Handler.Descendants().OfType<IBranchOperation>()
            .Any(jump => jump.BranchKind == BranchKind.GoTo && SymbolEqualityComparer.Default.Equals(jump.Target, labelled.Label)))
            ? new RetryScope(labelled, Description)
            : null;

    /// <summary>Whether the last statement of the block, whatever happens before, ends the loop.</summary>
    private static bool AlwaysLeaves(IBlockOperation block) => block.Operations.LastOrDefault() is { } last && IsExit(last);

    private static bool Leaves(IBlockOperation block) => block.Operations.Any(IsExit);

    private static bool IsExit(IOperation operation) => operation is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break } or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };

    private static bool CountsAttempts(ILoopOperation loop)
    {
        var condition = loop switch
        {
            IForLoopOperation { Condition: { } limit } => limit,
            IWhileLoopOperation { Condition: { } limit } => limit,
            _ => null,
        };
        return condition is not null && condition.DescendantsAndSelf().Any(static operation => operation switch
        {
            ILocalReferenceOperation local => IsAttempt(local.Local.Name),
            IFieldReferenceOperation field => IsAttempt(field.Field.Name),
            IPropertyReferenceOperation property => IsAttempt(property.Property.Name),
            IParameterReferenceOperation parameter => IsAttempt(parameter.Parameter.Name),
            _ => false,
        });
    }

    private static bool IsAttempt(string name) =>
        name.IndexOf("attempt", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("retr", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("tries", StringComparison.OrdinalIgnoreCase) >= 0;
}
