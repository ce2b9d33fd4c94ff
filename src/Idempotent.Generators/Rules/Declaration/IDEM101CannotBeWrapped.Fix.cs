using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Idempotent.Generators.Rules;

/// <summary>Writes the core of a partial method, for its author to fill in; until then it throws.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM101CannotBeWrappedFix)), Shared]
internal sealed class IDEM101CannotBeWrappedFix() : IdempotencyFix("IDEM101")
{
    protected override Task OfferAsync(Finding finding)
    {
        // An override inherits constraints that its core would have to spell out.
        if (finding.Property(IDEM101CannotBeWrapped.Core) is { } core
            && finding.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Parent: TypeDeclarationSyntax type } method
            && (method.TypeParameterList is null || !method.Modifiers.Any(SyntaxKind.OverrideKeyword)))
        {
            finding.Replace($"Write '{core}'", nameof(IDEM101CannotBeWrapped), type, old => old.InsertNodesAfter(method, [Stub(method, core)]));
        }

        return Task.CompletedTask;
    }

    private static MethodDeclarationSyntax Stub(MethodDeclarationSyntax method, string core)
    {
        var endOfLine = AttributeEdits.EndOfLine(method);
        var indentation = AttributeEdits.Indentation(method);
        var kept = method.Modifiers.Where(static modifier => modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.ReadOnlyKeyword);
        var modifiers = kept.Select(static modifier => SyntaxFactory.Token(modifier.Kind())).Prepend(SyntaxFactory.Token(SyntaxKind.PrivateKeyword))
            .Select(static modifier => modifier.WithTrailingTrivia(SyntaxFactory.Space));
        var thrown = SyntaxFactory.ObjectCreationExpression(
            SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.ParseTypeName("global::System.NotImplementedException").WithAdditionalAnnotations(Simplifier.Annotation),
            SyntaxFactory.ArgumentList(),
            null);
        var body = SyntaxFactory.ArrowExpressionClause(
            SyntaxFactory.Token(SyntaxKind.EqualsGreaterThanToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.ThrowExpression(SyntaxFactory.Token(SyntaxKind.ThrowKeyword).WithTrailingTrivia(SyntaxFactory.Space), thrown));
        var parameters = method.ParameterList.WithParameters(
            SyntaxFactory.SeparatedList(method.ParameterList.Parameters.Select(Bare), method.ParameterList.Parameters.GetSeparators()));
        return SyntaxFactory.MethodDeclaration(method.ReturnType.WithoutLeadingTrivia(), SyntaxFactory.Identifier(core).WithTriviaFrom(method.Identifier))
            .WithModifiers(SyntaxFactory.TokenList(modifiers))
            .WithTypeParameterList(method.TypeParameterList)
            .WithParameterList(method.ConstraintClauses.Count == 0 ? parameters.WithoutTrailingTrivia() : parameters)
            .WithConstraintClauses(method.ConstraintClauses)
            .WithExpressionBody(body)
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(endOfLine))
            .WithLeadingTrivia(SyntaxFactory.TriviaList(
                [endOfLine, .. indentation, SyntaxFactory.Comment($"// To be written: the generated {method.Identifier.Text} calls this once per key."), endOfLine, .. indentation]));
    }

    /// <summary>The parameter without what belongs to the declaration that callers see.</summary>
    private static ParameterSyntax Bare(ParameterSyntax parameter)
    {
        var modifiers = parameter.Modifiers.Where(static modifier => modifier.Kind() is not (SyntaxKind.ThisKeyword or SyntaxKind.ParamsKeyword));
        return parameter.WithAttributeLists([]).WithModifiers(SyntaxFactory.TokenList(modifiers)).WithDefault(null).WithoutTrivia()
            .WithLeadingTrivia(SyntaxFactory.TriviaList(parameter.GetLeadingTrivia().Where(static trivia => trivia.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia)));
    }
}
