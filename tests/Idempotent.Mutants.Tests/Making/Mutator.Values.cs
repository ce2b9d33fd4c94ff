using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Mutants.Tests.Making;

/// <summary>What is computed and given on: arithmetic, constants, SQL texts.</summary>
internal sealed partial class Mutator
{
    public override void VisitReturnStatement(ReturnStatementSyntax node)
    {
        Truth(node.Expression);
        base.VisitReturnStatement(node);
    }

    public override void VisitArgument(ArgumentSyntax node)
    {
        if (node.RefKindKeyword.IsKind(SyntaxKind.None))
        {
            Truth(node.Expression);
        }

        base.VisitArgument(node);
    }

    public override void VisitEqualsValueClause(EqualsValueClauseSyntax node)
    {
        Truth(node.Value);
        base.VisitEqualsValueClause(node);
    }

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        Truth(node.ExpressionBody);
        base.VisitSimpleLambdaExpression(node);
    }

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node)
    {
        Truth(node.ExpressionBody);
        base.VisitParenthesizedLambdaExpression(node);
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        // Where an await goes on is nothing that tests see: they have no synchronization context.
        if (node.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" } awaited)
        {
            Visit(awaited.Expression);
            return;
        }

        if (node.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Min" or "Max" } call)
        {
            var other = call.Name.Identifier.Text == "Min" ? "Max" : "Min";
            Replace(Kinds.Operator, node, $"{call.Expression}.{other}{node.ArgumentList}", node.ToString());
        }

        base.VisitInvocationExpression(node);
    }

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node.Kind() is SyntaxKind.UnaryMinusExpression or SyntaxKind.BitwiseNotExpression)
        {
            Replace(Kinds.Operator, node, node.Operand.ToString(), node.ToString());
        }

        base.VisitPrefixUnaryExpression(node);
    }

    public override void VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        if (_model.GetSymbolInfo(node).Symbol is IFieldSymbol { HasConstantValue: true, ContainingType.TypeKind: TypeKind.Enum } constant && IsGiven(node))
        {
            var all = constant.ContainingType.GetMembers().OfType<IFieldSymbol>().ToArray();
            var next = all[(Array.IndexOf(all, constant) + 1) % all.Length];
            Replace(Kinds.Constant, node, $"{node.Expression}.{next.Name}", node.ToString());
        }

        base.VisitMemberAccessExpression(node);
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.StringLiteralExpression))
        {
            Sql(node);
        }
    }

    public override void VisitInterpolatedStringExpression(InterpolatedStringExpressionSyntax node)
    {
        Sql(node);
        base.VisitInterpolatedStringExpression(node);
    }

    private void Sql(ExpressionSyntax text)
    {
        foreach (var (other, change) in SqlChanges.Of(text.ToString()))
        {
            Replace(Kinds.Sql, text, other, change);
        }
    }

    private void Arithmetic(BinaryExpressionSyntax node)
    {
        if (!Is(node, SpecialType.System_String) && OtherOperator(node.OperatorToken.Text) is { } other)
        {
            Other(Kinds.Operator, node, other);
        }
    }

    private static string? OtherOperator(string @operator) => @operator switch
    {
        "+" => "-",
        "-" => "+",
        "*" => "/",
        "/" or "%" => "*",
        "<<" => ">>",
        ">>" => "<<",
        "&" => "|",
        "|" or "^" => "&",
        _ => null,
    };

    /// <summary>Whether a constant is given to somebody, and not compared with.</summary>
    private static bool IsGiven(ExpressionSyntax node) =>
        node.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or ArgumentSyntax or EqualsValueClauseSyntax
        || (node.Parent is SwitchExpressionArmSyntax arm && arm.Expression == node)
        || (node.Parent is AssignmentExpressionSyntax assignment && assignment.Right == node)
        || (node.Parent is ConditionalExpressionSyntax conditional && conditional.Condition != node);
}
