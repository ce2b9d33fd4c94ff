using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Mutants.Tests.Making;

/// <summary>What is done: statements, jumps, members that are set.</summary>
internal sealed partial class Mutator
{
    /// <summary>What is written to log and metrics, arguments that are refused, and memory that is given back: not what a record becomes.</summary>
    private static readonly string[] s_minor = ["Log.", "Instruments.", "ArgumentNullException.", "ArgumentException.", "ObjectDisposedException.", "ArrayPool<"];

    public override void VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        if (Array.Exists(s_minor, minor => node.ToString().StartsWith(minor, StringComparison.Ordinal)))
        {
            return;
        }

        LeaveOut(node);
        if (node.Expression is AssignmentExpressionSyntax { OperatorToken.Text: [var @operator, '='] } assignment && OtherOperator($"{@operator}") is { } other)
        {
            Around(Kinds.Operator, node.Span, $"if ({Mutation.Switch}) {assignment.Left} {other}= {assignment.Right}; else ", "", node.ToString());
        }

        base.VisitExpressionStatement(node);
    }

    public override void VisitBreakStatement(BreakStatementSyntax node) => LeaveOut(node);

    public override void VisitContinueStatement(ContinueStatementSyntax node) => LeaveOut(node);

    public override void VisitThrowStatement(ThrowStatementSyntax node)
    {
        LeaveOut(node);
        base.VisitThrowStatement(node);
    }

    public override void VisitArrowExpressionClause(ArrowExpressionClauseSyntax node)
    {
        if (node.Parent is MethodDeclarationSyntax { SemicolonToken: var end } && Is(node.Expression, SpecialType.System_Void))
        {
            Add(Kinds.LeftOut, node.Expression.SpanStart, new(node.ArrowToken.Span, $"{{ if (!{Mutation.Switch})"), new(end.Span, "; }"), node.Expression.ToString());
        }

        Truth(node.Expression);
        base.VisitArrowExpressionClause(node);
    }

    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.SimpleAssignmentExpression))
        {
            Truth(node.Right);
            if (node.Parent is InitializerExpressionSyntax initializer)
            {
                LeaveOut(node, initializer);
            }
        }

        base.VisitAssignmentExpression(node);
    }

    private void LeaveOut(StatementSyntax node)
    {
        // All that an if does: the condition that is never true is the same.
        if (node.Parent is not BlockSyntax { Statements.Count: 1, Parent: IfStatementSyntax { Else: null } })
        {
            Around(Kinds.LeftOut, node.Span, $"if (!{Mutation.Switch}) ", "", node.ToString());
        }
    }

    /// <summary>A member that keeps its default value, or what it was in the record that is copied.</summary>
    private void LeaveOut(AssignmentExpressionSyntax node, InitializerExpressionSyntax initializer)
    {
        var kept = initializer.Parent is WithExpressionSyntax { Expression: IdentifierNameSyntax copied } ? $"{copied}.{node.Left}" : "default!";
        if (kept != "default!" || !IsDefault(node.Right))
        {
            Around(Kinds.LeftOut, node.Right.Span, $"({Mutation.Switch} ? {kept} : ", ")", node.ToString());
        }
    }

    private bool IsDefault(ExpressionSyntax value) =>
        value.Kind() is SyntaxKind.DefaultLiteralExpression or SyntaxKind.NullLiteralExpression || _model.GetConstantValue(value) is { HasValue: true, Value: 0 or 0L or false };
}
