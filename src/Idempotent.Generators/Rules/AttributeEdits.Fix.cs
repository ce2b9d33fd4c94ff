using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Idempotent.Generators.Rules;

/// <summary>Puts attributes on declarations and names into attributes; comments and layout stay as they are.</summary>
internal static class AttributeEdits
{
    /// <param name="declaration">A parameter, property, field or method.</param>
    /// <param name="attribute">Its name in the namespace <c>Idempotent</c>, without the suffix.</param>
    public static SyntaxNode WithAttribute(this SyntaxNode declaration, string attribute) => declaration.WithAttribute(
        SyntaxFactory.Attribute(SyntaxFactory.ParseName("global::Idempotent." + attribute).WithAdditionalAnnotations(Simplifier.Annotation)));

    /// <summary>The attribute goes before the others: on the same line for a parameter, on a line of its own for a member.</summary>
    public static SyntaxNode WithAttribute(this SyntaxNode declaration, AttributeSyntax attribute)
    {
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute.WithoutTrivia()));
        switch (declaration)
        {
            case ParameterSyntax parameter:
                var bare = parameter.WithoutLeadingTrivia();
                return bare.WithAttributeLists(bare.AttributeLists.Insert(
                    0, list.WithTarget(Target(parameter)).WithLeadingTrivia(parameter.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space)));
            case MemberDeclarationSyntax member:
                return OnOwnLine(member, list);
            default:
                throw new ArgumentOutOfRangeException(nameof(declaration));
        }
    }

    /// <summary>The attribute goes after the others, on a line of its own.</summary>
    public static ClassDeclarationSyntax WithLastAttribute(this ClassDeclarationSyntax type, AttributeSyntax attribute)
    {
        if (type.AttributeLists.Count == 0)
        {
            return (ClassDeclarationSyntax)type.WithAttribute(attribute);
        }

        var last = type.AttributeLists.Last();
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithLeadingTrivia(Indentation(last)).WithTrailingTrivia(EndOfLine(type));
        return type.WithAttributeLists(type.AttributeLists.Add(list));
    }

    /// <summary>Sets a named argument, in place of the one that is there or after all others.</summary>
    public static AttributeSyntax WithNamedArgument(this AttributeSyntax attribute, string name, string value) =>
        attribute.WithNamedArgument(name, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(value)));

    public static AttributeSyntax WithNamedArgument(this AttributeSyntax attribute, string name, ExpressionSyntax value)
    {
        var old = attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
        if (old is not null)
        {
            return attribute.ReplaceNode(old.Expression, value.WithTriviaFrom(old.Expression));
        }

        var set = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(name), SyntaxFactory.Token(SyntaxKind.EqualsToken).Spaced()), null, value);
        var arguments = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        var separators = arguments.Arguments.GetSeparators();
        var list = arguments.Arguments.Count == 0
            ? SyntaxFactory.SingletonSeparatedList(set)
            : SyntaxFactory.SeparatedList(
                [.. arguments.Arguments, set], [.. separators, SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)]);
        return attribute.WithArgumentList(arguments.WithArguments(list));
    }

    private static SyntaxToken Spaced(this SyntaxToken token) =>
        token.WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space);

    /// <summary>A positional record's parameter stands for the property that is meant.</summary>
    private static AttributeTargetSpecifierSyntax? Target(ParameterSyntax parameter) => parameter is { Parent.Parent: RecordDeclarationSyntax }
        ? SyntaxFactory.AttributeTargetSpecifier(
            SyntaxFactory.Token(SyntaxKind.PropertyKeyword), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space))
        : null;

    private static MemberDeclarationSyntax OnOwnLine(MemberDeclarationSyntax member, AttributeListSyntax list)
    {
        var rest = member.WithLeadingTrivia(Indentation(member));
        return rest.WithAttributeLists(rest.AttributeLists.Insert(0, list.WithLeadingTrivia(member.GetLeadingTrivia()).WithTrailingTrivia(EndOfLine(member))));
    }

    /// <summary>The white space that the node's line begins with.</summary>
    public static SyntaxTriviaList Indentation(this SyntaxNode node)
    {
        var leading = node.GetLeadingTrivia();
        return leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? [leading.Last()] : [];
    }

    /// <summary>The line ending of the node's file.</summary>
    public static SyntaxTrivia EndOfLine(this SyntaxNode node)
    {
        var found = node.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return found.RawKind == 0 ? SyntaxFactory.LineFeed : found;
    }
}
