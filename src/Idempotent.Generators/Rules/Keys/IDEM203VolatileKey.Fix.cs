using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Makes a key before the retry that would make it anew, where its value needs nothing from the inside; else takes it as a parameter, where all callers can give it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM203VolatileKeyFix)), Shared]
internal sealed class IDEM203VolatileKeyFix() : IdempotencyFix("IDEM203")
{
    protected override async Task OfferAsync(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } value)
        {
            return;
        }

        if (finding.Diagnostic.AdditionalLocations.Count == 2)
        {
            OfferBefore(value, finding);
        }
        else if (value.Span.Contains(finding.Diagnostic.AdditionalLocations[0].SourceSpan) && await ParameterEdits.FindAsync(value, finding.Model, finding.Document.Project.Solution, finding.CancellationToken).ConfigureAwait(false) is { } edits)
        {
            finding.Offer("Take the key as a parameter", nameof(ParameterEdits), cancellationToken => edits.ApplyAsync(finding.Document.Project.Solution, cancellationToken));
        }
    }

    private static void OfferBefore(ExpressionSyntax value, Finding finding)
    {
        if (value.SyntaxTree.GetRoot(finding.CancellationToken).FindNode(finding.Diagnostic.AdditionalLocations[1].SourceSpan, getInnermostNodeForTie: true) is { } retry
            && retry.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax block } statement
            && value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name => !IsDeclaredIn(retry, finding.Model.GetSymbolInfo(name, finding.CancellationToken).Symbol)))
        {
            var name = Name(value, finding);
            finding.Replace("Make the key before the retry", nameof(IDEM203VolatileKey), block, old => Hoisted(old, statement, value, name));
        }
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
