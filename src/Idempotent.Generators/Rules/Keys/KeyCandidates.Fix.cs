using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Keys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Which parameters could be the key.</summary>
internal static class KeyCandidates
{
    /// <summary>The parameters that identify a call by their name: <c>id</c>, <c>key</c>, <c>orderId</c>, <c>order_id</c>; not <c>paid</c>, <c>monkey</c>.</summary>
    public static bool IsNamedAsKey(this IParameterSymbol parameter)
    {
        var name = parameter.Name;
        return name is "id" or "Id" or "ID" or "key" or "Key" or "KEY"
            || Ends("Id") || Ends("ID") || Ends("Key") || Ends("_id") || Ends("_key");

        bool Ends(string suffix) => name.EndsWith(suffix, StringComparison.Ordinal);
    }

    /// <summary>The finding's method's parameters that are values, in their order, ignored ones included.</summary>
    public static IEnumerable<(IParameterSymbol Symbol, bool IsIgnored, ParameterSyntax Syntax)> Of(BaseMethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var syntax in method.ParameterList.Parameters)
        {
            if (model.GetDeclaredSymbol(syntax, cancellationToken) is IParameterSymbol symbol && !Infrastructure.IsInfrastructure(symbol))
            {
                yield return (symbol, KeyMark.Of(symbol).IsIgnored, syntax);
            }
        }
    }
}
