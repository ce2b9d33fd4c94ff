using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Rethrows at the end of the catch block, in place of a return.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM313SwallowedExceptionFix)), Shared]
internal sealed class IDEM313SwallowedExceptionFix() : IdempotencyFix("IDEM313")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<CatchClauseSyntax>() is { Block.OpenBraceToken.IsMissing: false } clause && clause.Block.Statements.LastOrDefault() is null or ExpressionStatementSyntax or ReturnStatementSyntax)
        {
            finding.Replace("Rethrow", nameof(IDEM313SwallowedException), clause.Block, Rethrowing);
        }

        return Task.CompletedTask;
    }

    private static BlockSyntax Rethrowing(BlockSyntax block)
    {
        var rethrow = SyntaxFactory.ParseStatement("throw;");
        return block.Statements.LastOrDefault() switch
        {
            ReturnStatementSyntax last => block.ReplaceNode(last, rethrow.WithTriviaFrom(last)),
            { } last => block.WithStatements(block.Statements.Add(rethrow.WithLeadingTrivia(last.Indentation()).WithTrailingTrivia(block.EndOfLine()))),
            null => block.WithStatements([rethrow.WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space)]).WithOpenBraceToken(block.OpenBraceToken.WithTrailingTrivia()).WithCloseBraceToken(block.CloseBraceToken.WithLeadingTrivia()),
        };
    }
}
