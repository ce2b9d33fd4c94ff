using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Parse.Calls;

/// <summary>Calls that are left alone although their method's calls are taken: the generator passes them over and IDEM316 reports them.</summary>
internal static class CallObstacles
{
    /// <summary>Why the call is left alone; null where an interceptor takes it.</summary>
    public static string? Of(IInvocationOperation call, CancellationToken cancellationToken) => call switch
    {
        _ when call.Syntax is not InvocationExpressionSyntax => "the compiler makes this call itself, and only calls that are written can be intercepted",
        { Instance.Syntax: BaseExpressionSyntax } => "a call through base is left as it is",
        _ when IsInExpressionTree(call) => "a call in an expression tree is data for whoever translates it",
        _ when call.SemanticModel!.GetInterceptableLocation((InvocationExpressionSyntax)call.Syntax, cancellationToken) is null => "the compiler intercepts no call that is written like this",
        _ => null,
    };

    /// <summary>Whether the operation is part of a lambda that is not run but kept as an expression; a lambda inside that one is part of it.</summary>
    public static bool IsInExpressionTree(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation { Parent: IConversionOperation { Type: { ContainingNamespace: { Name: "Expressions", ContainingNamespace.Name: "Linq" } } } })
            {
                return true;
            }
        }

        return false;
    }
}
