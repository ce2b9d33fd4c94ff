using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Calls that can be awaited where they stand, with nothing around them that changes.</summary>
internal static class AwaitableCalls
{
    /// <summary>The call of a method that is named here; null where it is none, or can't be awaited.</summary>
    /// <param name="name">The method's name, in an expression.</param>
    /// <param name="becomingAsync">Methods that become asynchronous themselves.</param>
    /// <param name="model">The file's model.</param>
    public static InvocationExpressionSyntax? Of(SyntaxNode name, HashSet<MethodDeclarationSyntax> becomingAsync, SemanticModel? model)
    {
        var callee = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        if (model is null || callee.Parent is not InvocationExpressionSyntax call || call.Expression != callee)
        {
            return null;
        }

        var inside = call.Ancestors().TakeWhile(static node => !IsFunction(node)).ToList();
        return call.Ancestors().FirstOrDefault(IsFunction) is { } function
            && IsAsync(function, becomingAsync)
            && !inside.Exists(static node => node is LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax or QueryExpressionSyntax or CatchFilterClauseSyntax)
            && !function.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Any(static member => member.Modifiers.Any(SyntaxKind.UnsafeKeyword))
            && !HasReferences(function, model)
            ? call
            : null;
    }

    private static bool IsFunction(SyntaxNode node) =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax or AccessorDeclarationSyntax or ParameterListSyntax or PrimaryConstructorBaseTypeSyntax;

    private static bool IsAsync(SyntaxNode function, HashSet<MethodDeclarationSyntax> becomingAsync) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword) || becomingAsync.Contains(method),
        _ => false,
    };

    /// <summary>Locals that refer to something can't live over an await.</summary>
    private static bool HasReferences(SyntaxNode function, SemanticModel model) => function.DescendantNodes().Any(node => node switch
    {
        VariableDeclarationSyntax { Type: var type } => type is RefTypeSyntax || model.GetTypeInfo(type).Type is { IsRefLikeType: true },
        SingleVariableDesignationSyntax designation => model.GetDeclaredSymbol(designation) is ILocalSymbol { Type.IsRefLikeType: true } or ILocalSymbol { IsRef: true },
        _ => false,
    });
}
