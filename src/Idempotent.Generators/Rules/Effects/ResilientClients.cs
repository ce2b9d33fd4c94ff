using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Typed clients whose registration adds a handler that sends a request again, unsafe ones included: <c>AddHttpClient&lt;T&gt;().AddStandardResilienceHandler()</c>. Thread-safe.</summary>
internal sealed class ResilientClients(Compilation compilation)
{
    public const string Description = "the resilience handler of its client";

    private readonly Lazy<HashSet<string>> _clients = new(() => new(
        compilation.GetTypeByMetadataName("Microsoft.Extensions.DependencyInjection.IHttpClientBuilder") is null ? [] : Read(compilation), StringComparer.Ordinal));

    public bool Has(INamedTypeSymbol? client) => client is not null && _clients.Value.Contains(client.Name);

    private static IEnumerable<string> Read(Compilation compilation) => compilation.SyntaxTrees.SelectMany(static tree => tree.GetRoot().DescendantNodes().OfType<GenericNameSyntax>())
        .Where(static name => name.Identifier.ValueText == "AddHttpClient" && IsRetried(name))
        .Select(static name => (name.TypeArgumentList.Arguments[name.TypeArgumentList.Arguments.Count - 1] as SimpleNameSyntax)?.Identifier.ValueText).OfType<string>();

    /// <summary>Whether a call of the chain after it adds a retry, and none leaves unsafe requests out.</summary>
    private static bool IsRetried(SyntaxNode name)
    {
        var chain = name.Ancestors().TakeWhile(static node => node is ExpressionSyntax).OfType<InvocationExpressionSyntax>().ToList();
        return chain.Exists(static call => call.Expression is MemberAccessExpressionSyntax added && added.Name.Identifier.ValueText switch
        {
            "AddStandardResilienceHandler" or "AddStandardHedgingHandler" => true,
            "AddPolicyHandler" or "AddTransientHttpErrorPolicy" or "AddResilienceHandler" =>
                call.ArgumentList.DescendantNodes().OfType<SimpleNameSyntax>().Any(static part => part.Identifier.ValueText.IndexOf("Retry", StringComparison.OrdinalIgnoreCase) >= 0),
            _ => false,
        }) && !chain.Exists(static call => call.ArgumentList.DescendantNodes().OfType<SimpleNameSyntax>().Any(static part => part.Identifier.ValueText is "DisableForUnsafeHttpMethods" or "DisableFor"));
    }
}
