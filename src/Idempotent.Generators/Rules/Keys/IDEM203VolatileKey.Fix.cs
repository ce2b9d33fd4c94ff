using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Makes a key before the retry that would make it anew; only where its value needs nothing from the inside.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM203VolatileKeyFix)), Shared]
internal sealed class IDEM203VolatileKeyFix() : IdempotencyFix("IDEM203")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Diagnostic.AdditionalLocations.Count == 2 && finding.Node.FirstAncestorOrSelf<ExpressionSyntax>() is { } value
            && value.SyntaxTree.GetRoot(finding.CancellationToken).FindNode(finding.Diagnostic.AdditionalLocations[1].SourceSpan, getInnermostNodeForTie: true) is { } retry
            && retry.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax block } statement
            && value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name => !IsDeclaredIn(retry, finding.Model.GetSymbolInfo(name, finding.CancellationToken).Symbol)))
        {
            var name = Name(value, finding);
            finding.Replace("Make the key before the retry", nameof(IDEM203VolatileKey), block, old => Hoisted(old, statement, value, name));
        }

        return Task.CompletedTask;
    }

    private static bool IsDeclaredIn(SyntaxNode retry, ISymbol? symbol) =>
        symbol is ILocalSymbol or IParameterSymbol && symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == retry.SyntaxTree && retry.Span.Contains(reference.Span));

    /// <summary>A free name; another for each fresh value of the member, so that several fixes at once do not meet.</summary>
    private static string Name(ExpressionSyntax value, Finding finding)
    {
        var source = finding.Diagnostic.AdditionalLocations[0].SourceSpan;
        var member = value.FirstAncestorOrSelf<MemberDeclarationSyntax>()!;
        var number = member.DescendantNodes().OfType<InvocationExpressionSyntax>().Count(call => call.Span.End < source.Start && call.Expression.ToString().StartsWith("Guid.", StringComparison.Ordinal)) + 1;
        var name = number == 1 ? "idempotencyKey" : $"idempotencyKey{number}";
        while (member.DescendantTokens().Any(token => token.ValueText == name))
        {
            name += "_";
        }

        return name;
    }

    private static BlockSyntax Hoisted(BlockSyntax block, StatementSyntax statement, ExpressionSyntax value, string name)
    {
        var declaration = SyntaxFactory.ParseStatement($"var {name} = {value.WithoutTrivia()};").WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(block.EndOfLine());
        var used = statement.ReplaceNode(value, SyntaxFactory.IdentifierName(name).WithTriviaFrom(value)).WithLeadingTrivia(statement.Indentation());
        return block.WithStatements(block.Statements.ReplaceRange(statement, [declaration, used]));
    }
}
