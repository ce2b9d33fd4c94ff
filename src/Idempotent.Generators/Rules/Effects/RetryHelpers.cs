using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Methods of the source that run again what they are given: in a loop or by a jump after an exception, or in a policy. By their text, since they may be in another file. Thread-safe.</summary>
internal sealed class RetryHelpers
{
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public bool Repeats(IMethodSymbol method) => method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Delegate)
        && _known.GetOrAdd(method.OriginalDefinition, static symbol => symbol.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()).OfType<BaseMethodDeclarationSyntax>().Any(Repeats));

    private static bool Repeats(BaseMethodDeclarationSyntax method)
    {
        var given = new HashSet<string>(method.ParameterList.Parameters.Select(static parameter => parameter.Identifier.ValueText), StringComparer.Ordinal);
        return method.DescendantNodes().OfType<TryStatementSyntax>().Any(attempt => IsRepeated(attempt) && Runs(attempt.Block, given))
            || method.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => IsPolicy(call) && call.ArgumentList.Arguments.Any(argument => Names(argument.Expression, given))
                && method.DescendantTokens().Any(static token => token.ValueText.IndexOf("retry", StringComparison.OrdinalIgnoreCase) >= 0));
    }

    /// <summary>An attempt in a loop, or one whose handler jumps back.</summary>
    private static bool IsRepeated(TryStatementSyntax attempt) => attempt.Catches.Any(static clause => clause.Block.Statements.LastOrDefault() is GotoStatementSyntax
        || (clause.Block.Statements.LastOrDefault() is not (ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax)
            && clause.Ancestors().Any(static outer => outer is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax)));

    /// <summary>Whether something that was given is run: <c>action()</c>, <c>action.Invoke()</c>.</summary>
    private static bool Runs(SyntaxNode body, HashSet<string> given) => body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.Expression switch
    {
        IdentifierNameSyntax name => given.Contains(name.Identifier.ValueText),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name, Name.Identifier.ValueText: "Invoke" } => given.Contains(name.Identifier.ValueText),
        _ => false,
    });

    private static bool IsPolicy(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name.StartsWith("Execute", StringComparison.Ordinal);

    private static bool Names(ExpressionSyntax argument, HashSet<string> given) =>
        (argument is IdentifierNameSyntax name && given.Contains(name.Identifier.ValueText)) || (argument is LambdaExpressionSyntax lambda && Runs(lambda, given));
}
