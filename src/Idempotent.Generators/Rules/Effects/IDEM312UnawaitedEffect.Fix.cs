using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Awaits it; only where the method or lambda is asynchronous already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM312UnawaitedEffectFix)), Shared]
internal sealed class IDEM312UnawaitedEffectFix() : IdempotencyFix("IDEM312")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement && IsAsync(statement))
        {
            finding.Replace("Await it", nameof(IDEM312UnawaitedEffect), statement, static old => old.WithExpression(Awaited(old.Expression)));
        }

        return Task.CompletedTask;
    }

    private static bool IsAsync(SyntaxNode statement) => statement.Ancestors().Select(static node => node switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.RawKind != 0,
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.AsyncKeyword),
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LockStatementSyntax => false,
        _ => (bool?)null,
    }).FirstOrDefault(static isAsync => isAsync is not null) == true;

    private static AwaitExpressionSyntax Awaited(ExpressionSyntax expression)
    {
        var call = expression is AssignmentExpressionSyntax assignment ? assignment.Right : expression;
        return SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), call.WithoutTrivia()).WithTriviaFrom(expression);
    }
}
