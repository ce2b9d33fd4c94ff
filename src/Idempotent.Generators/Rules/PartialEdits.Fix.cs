using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Splits an annotated method into a partial one, which the generator gives its body, and the core that this calls.</summary>
internal static class PartialEdits
{
    private static readonly SyntaxKind[] s_coreModifiers = [SyntaxKind.StaticKeyword, SyntaxKind.ReadOnlyKeyword, SyntaxKind.UnsafeKeyword, SyntaxKind.AsyncKeyword];

    private static readonly SyntaxKind[] s_modifiersInTheWay =
    [
        SyntaxKind.PartialKeyword, SyntaxKind.VirtualKeyword, SyntaxKind.AbstractKeyword, SyntaxKind.OverrideKeyword, SyntaxKind.ExternKeyword,
    ];

    /// <summary>Whether the result is certain: nothing is overridden or hidden, no parameter says more than its type, and the core's name is free.</summary>
    public static bool CanBePartial(MethodDeclarationSyntax syntax, IMethodSymbol method, KnownSymbols known) =>
        syntax is { ExplicitInterfaceSpecifier: null } and ({ Body: not null } or { ExpressionBody: not null })
        && Annotations.Of(method, known) is not null
        && !syntax.Modifiers.Any(static modifier => s_modifiersInTheWay.Contains(modifier.Kind()))
        && syntax.Ancestors().OfType<MemberDeclarationSyntax>().All(static around =>
            around is BaseNamespaceDeclarationSyntax || around is TypeDeclarationSyntax { Modifiers: var modifiers } and not (InterfaceDeclarationSyntax or ExtensionBlockDeclarationSyntax)
                && !modifiers.Any(SyntaxKind.FileKeyword))
        && method.ContainingType is { IsRefLikeType: false } type && (method.IsStatic || !type.IsValueType || method.IsReadOnly)
        && type.SelfAndBases().All(parent => parent.GetMembers(PartialMethods.CoreName(method)).IsEmpty)
        && method.Parameters.All(parameter => parameter.GetAttributes().All(static attribute => attribute.AttributeClass?.ContainingNamespace is { Name: "Idempotent", ContainingNamespace.IsGlobalNamespace: true }));

    public static SyntaxNode MakePartial(SyntaxNode root, IReadOnlyList<MethodDeclarationSyntax> methods)
    {
        var types = methods.SelectMany(static method => method.Ancestors().OfType<TypeDeclarationSyntax>()).Distinct().ToList();
        root = root.TrackNodes(methods.Concat<SyntaxNode>(types));
        foreach (var method in methods)
        {
            var current = root.GetCurrentNode(method)!;
            root = root.ReplaceNode(current, [Definition(current), Core(current)]);
        }

        foreach (var type in types)
        {
            var current = root.GetCurrentNode(type)!;
            root = root.ReplaceNode(current, WithPartial(current));
        }

        return root;
    }

    private static MethodDeclarationSyntax Definition(MethodDeclarationSyntax method)
    {
        var modifiers = method.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword)).ToList();
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return method
            .WithModifiers([.. modifiers, partial])
            .WithBody(null).WithExpressionBody(null)
            .WithConstraintClauses([.. method.ConstraintClauses.Select(static clause => clause.WithoutTrailingTrivia())])
            .WithParameterList(method.ConstraintClauses.Count == 0 ? method.ParameterList.WithoutTrailingTrivia() : method.ParameterList)
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(method.EndOfLine()));
    }

    private static MethodDeclarationSyntax Core(MethodDeclarationSyntax method)
    {
        var modifiers = method.Modifiers.Where(static modifier => s_coreModifiers.Contains(modifier.Kind())).Select(static modifier => SyntaxFactory.Token(modifier.Kind()).WithTrailingTrivia(SyntaxFactory.Space));
        return method.WithAttributeLists(default)
            .WithReturnType(method.ReturnType.WithoutLeadingTrivia())
            .WithModifiers([SyntaxFactory.Token(SyntaxKind.PrivateKeyword).WithTrailingTrivia(SyntaxFactory.Space), .. modifiers])
            .WithIdentifier(SyntaxFactory.Identifier(PartialMethods.CoreName(method.Identifier.ValueText)).WithTriviaFrom(method.Identifier))
            .WithParameterList(method.ParameterList.ReplaceNodes(method.ParameterList.Parameters, static (_, parameter) => Bare(parameter)))
            .WithLeadingTrivia(method.Indentation().Insert(0, method.EndOfLine()));
    }

    /// <summary>The parameter without what belongs to its callers.</summary>
    private static ParameterSyntax Bare(ParameterSyntax parameter)
    {
        var bare = parameter.WithAttributeLists(default).WithDefault(null).WithLeadingTrivia(parameter.GetLeadingTrivia());
        return parameter.Default is null ? bare : bare.WithIdentifier(parameter.Identifier.WithTrailingTrivia(parameter.GetTrailingTrivia()));
    }

    private static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return type;
        }

        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return type.Modifiers.Count > 0
            ? (TypeDeclarationSyntax)type.WithModifiers(type.Modifiers.Add(partial))
            : (TypeDeclarationSyntax)type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers([partial.WithLeadingTrivia(type.Keyword.LeadingTrivia)]);
    }
}
