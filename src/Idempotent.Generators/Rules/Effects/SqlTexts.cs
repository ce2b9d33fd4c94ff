using System.Text;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>The SQL that a call runs, as far as it is written down: a literal, a constant, an interpolated string, a local or field that holds one.</summary>
/// <param name="Text">The text; a hole is a parameter.</param>
/// <param name="Source">The literal that it stands in, where it is one literal; a fix goes there.</param>
internal sealed record SqlText(string Text, SyntaxNode? Source)
{
    private const string Hole = " {0} ";

    /// <summary>The text that a call, creation or assignment is given; null where it can't be seen.</summary>
    public static SqlText? Of(BodyFacts facts, IOperation operation, KnownApi api)
    {
        var value = operation switch
        {
            ISimpleAssignmentOperation assignment => assignment.Value,
            IInvocationOperation call => call.Argument(api.Detail("value") ?? "0"),
            IObjectCreationOperation creation => creation.Argument(api.Detail("value") ?? "0"),
            _ => null,
        };
        return value is null ? null : Of(facts, value, 0);
    }

    /// <summary>The text that a command has: what it was made with, or what was set last.</summary>
    public static SqlText? OfCommand(BodyFacts facts, ILocalReferenceOperation command)
    {
        var set = facts.Assignments.OfType<ISimpleAssignmentOperation>().LastOrDefault(candidate => candidate.Target is IPropertyReferenceOperation { Property.Name: "CommandText" } text
            && text.Root().IsSame(command) && candidate.Syntax.SpanStart < command.Syntax.SpanStart);
        return set is not null ? Of(facts, set.Value, 0)
            : facts.ValuesOf(command.Local).Select(static value => value.Bare()).OfType<IObjectCreationOperation>().FirstOrDefault() is { Constructor: { } constructor } creation
                && facts.Catalogue.Find(constructor) is var (_, api) ? Of(facts, creation, api)
            : null;
    }

    private static SqlText? Of(BodyFacts facts, IOperation value, int depth)
    {
        var bare = value.Bare();
        if (bare.ConstantValue is { HasValue: true, Value: string constant })
        {
            return new SqlText(constant, bare.Syntax is LiteralExpressionSyntax ? bare.Syntax : Declared(bare));
        }

        return depth > 3 ? null : bare switch
        {
            IInterpolatedStringOperation text => new SqlText(string.Concat(text.Parts.Select(static part => part is IInterpolatedStringTextOperation { Text.ConstantValue.Value: string literal } ? literal : Hole)), null),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Joined(Of(facts, sum.LeftOperand, depth + 1), Of(facts, sum.RightOperand, depth + 1)),
            ILocalReferenceOperation { Type.Name: "StringBuilder" } local => OfBuilder(facts, local, depth + 1),
            ILocalReferenceOperation local when facts.ValuesOf(local.Local) is [var only] => Of(facts, only, depth + 1),
            IInvocationOperation { Instance: { } text, TargetMethod: { Name: "ToString" or "Trim" or "TrimEnd" or "TrimStart" or "Replace", ContainingType.Name: "String" or "StringBuilder" } } =>
                Of(facts, text, depth + 1),
            IFieldReferenceOperation { Field.IsReadOnly: true } field => OfField(field.Field),
            _ => null,
        };
    }

    /// <summary>What a builder begins with and everything that is appended to it, in the order of the source.</summary>
    private static SqlText? OfBuilder(BodyFacts facts, ILocalReferenceOperation builder, int depth)
    {
        var pieces = facts.ValuesOf(builder.Local).Select(static value => value.Bare()).OfType<IObjectCreationOperation>().SelectMany(static creation => creation.Arguments)
            .Concat(facts.Calls.Where(call => call.TargetMethod.Name.StartsWith("Append", StringComparison.Ordinal) && Builder(call).IsSame(builder))
                .OrderBy(static call => call.Syntax.Span.End).SelectMany(static call => call.Arguments.Take(1)))
            .Select(piece => Of(facts, piece.Value, depth)).ToList();
        return pieces.Exists(static piece => piece is not null) ? new SqlText(string.Join("\n", pieces.Select(static piece => piece?.Text ?? Hole)), null) : null;
    }

    /// <summary>What a chain of calls begins with.</summary>
    private static IOperation? Builder(IInvocationOperation call)
    {
        var receiver = call.Instance?.Bare();
        while (receiver is IInvocationOperation { Instance: { } before })
        {
            receiver = before.Bare();
        }

        return receiver;
    }

    private static SqlText? Joined(SqlText? left, SqlText? right) =>
        left is null && right is null ? null : new SqlText(new StringBuilder(left?.Text ?? Hole).Append(right?.Text ?? Hole).ToString(), null);

    private static SqlText? OfField(IFieldSymbol field) => Initializer(field) is LiteralExpressionSyntax { Token.Value: string text } literal ? new SqlText(text, literal) : null;

    /// <summary>The literal that a constant is declared with.</summary>
    private static LiteralExpressionSyntax? Declared(IOperation constant) => constant switch
    {
        ILocalReferenceOperation local => Initializer(local.Local) as LiteralExpressionSyntax,
        IFieldReferenceOperation field => Initializer(field.Field) as LiteralExpressionSyntax,
        _ => null,
    };

    private static ExpressionSyntax? Initializer(ISymbol symbol) => (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value;
}
