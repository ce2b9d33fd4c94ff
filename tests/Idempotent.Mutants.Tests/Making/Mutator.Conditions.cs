using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Mutants.Tests.Making;

/// <summary>
/// What is decided: conditions, their parts, comparisons, truth values. A condition is bent by what is added to it, so it is evaluated as before, and what it declares stays declared.
/// </summary>
internal sealed partial class Mutator
{
    public override void VisitIfStatement(IfStatementSyntax node)
    {
        Always(node.Condition);
        Never(node.Condition);
        base.VisitIfStatement(node);
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        Always(node.Condition);
        Never(node.Condition);
        base.VisitConditionalExpression(node);
    }

    // A loop that never ends would only be found by the time it takes.
    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        Never(node.Condition);
        base.VisitWhileStatement(node);
    }

    public override void VisitCatchFilterClause(CatchFilterClauseSyntax node)
    {
        Always(node.FilterExpression);
        Never(node.FilterExpression);
        base.VisitCatchFilterClause(node);
    }

    public override void VisitWhenClause(WhenClauseSyntax node)
    {
        Always(node.Condition);
        Never(node.Condition);
        base.VisitWhenClause(node);
    }

    public override void VisitSwitchExpressionArm(SwitchExpressionArmSyntax node)
    {
        // The last arm is what is left.
        if (node.WhenClause is null && ((SwitchExpressionSyntax)node.Parent!).Arms.Last() != node)
        {
            Around(Kinds.Never, node.Pattern.Span, "", $" when !{Mutation.Switch}", node.Pattern.ToString());
        }

        Truth(node.Expression);
        base.VisitSwitchExpressionArm(node);
    }

    public override void VisitCaseSwitchLabel(CaseSwitchLabelSyntax node)
    {
        Around(Kinds.Never, node.Value.Span, "", $" when !{Mutation.Switch}", node.Value.ToString());
        base.VisitCaseSwitchLabel(node);
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        switch (node.Kind())
        {
            case SyntaxKind.LogicalAndExpression:
                Side(node.Left, $" || {Mutation.Switch})", node.Kind());
                Side(node.Right, $" || {Mutation.Switch})", node.Kind());
                break;
            case SyntaxKind.LogicalOrExpression:
                Side(node.Left, $" && !{Mutation.Switch})", node.Kind());
                Side(node.Right, $" && !{Mutation.Switch})", node.Kind());
                break;
            case SyntaxKind.CoalesceExpression:
                Around(Kinds.Without, node.Left.Span, $"({Mutation.Switch} ? null : (", "))", node.Left.ToString());
                break;
            case SyntaxKind.LessThanExpression:
                Other(Kinds.Boundary, node, "<=");
                break;
            case SyntaxKind.LessThanOrEqualExpression:
                Other(Kinds.Boundary, node, "<");
                break;
            case SyntaxKind.GreaterThanExpression:
                Other(Kinds.Boundary, node, ">=");
                break;
            case SyntaxKind.GreaterThanOrEqualExpression:
                Other(Kinds.Boundary, node, ">");
                break;
            default:
                Arithmetic(node);
                break;
        }

        base.VisitBinaryExpression(node);
    }

    /// <summary>Leaves out one operand; a longer chain of the same operator is met again further down.</summary>
    private void Side(ExpressionSyntax side, string bent, SyntaxKind chain)
    {
        if (!side.IsKind(chain))
        {
            Around(Kinds.Without, side.Span, "((", $"){bent}", side.ToString());
        }
    }

    // A chain is bent operand by operand, which is harder to notice.
    private void Always(ExpressionSyntax condition)
    {
        if (!condition.IsKind(SyntaxKind.LogicalAndExpression))
        {
            Around(Kinds.Always, condition.Span, "((", $") || {Mutation.Switch})", condition.ToString());
        }
    }

    private void Never(ExpressionSyntax condition)
    {
        if (!condition.IsKind(SyntaxKind.LogicalOrExpression))
        {
            Around(Kinds.Never, condition.Span, "((", $") && !{Mutation.Switch})", condition.ToString());
        }
    }

    /// <summary>A truth value that somebody is given.</summary>
    private void Truth(ExpressionSyntax? value)
    {
        if (value is not null && Is(value, SpecialType.System_Boolean) && value.Kind() is not (SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.ThrowExpression))
        {
            Around(Kinds.Negated, value.Span, "((", $") ^ {Mutation.Switch})", value.ToString());
        }
    }

    private void Other(string kind, BinaryExpressionSyntax node, string @operator) =>
        Replace(kind, node, $"{node.Left} {@operator} {node.Right}", node.ToString());
}
