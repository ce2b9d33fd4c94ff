using System.Collections.Concurrent;
using System.Collections.Immutable;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Tells which methods, lambdas and loops are run again, by the catalogue.</summary>
internal sealed class EntryPoints(ApiCatalogue catalogue, Compilation compilation)
{
    private readonly ILookup<string, (EntryKind Kind, KnownApi Api)> _byWay = catalogue.Entries
        .Where(entry => entry.Api.Detail("needs") is not { } needed || compilation.GetTypeByMetadataName(needed) is not null).ToLookup(static entry => entry.Api.How);

    private readonly RetryHelpers _helpers = new();

    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<(EntryKind Kind, KnownApi Api)>> _ofType = new(SymbolEqualityComparer.Default);

    /// <summary>Names of methods and events that make entry points of what they are given, or of a loop that calls them.</summary>
    public IEnumerable<string> Handing => _byWay["handler"].Concat(_byWay["event"]).Concat(_byWay["loop"]).SelectMany(static entry => entry.Api.Members);

    /// <summary>What runs the method again; null where nothing that is known does.</summary>
    public EntryPoint? Of(ISymbol owner)
    {
        if (owner is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation, ContainingType: { } type } method || IsQuery(type))
        {
            return null;
        }

        var kind = ByAttribute(method) ?? ByType(method, type);
        return kind is { } found ? new EntryPoint(found == EntryKind.Post && IsWebhook(method) ? EntryKind.Webhook : found, $"{type.Name}.{method.Name}") : null;
    }

    /// <summary>What runs again the handlers that are given to a call: an endpoint, a job, a retry policy.</summary>
    public EntryPoint? OfHandler(IInvocationOperation call, BodyFacts facts)
    {
        foreach (var (kind, api) in _byWay["handler"])
        {
            if (api.HasMember(call.TargetMethod.Name) && api.IsOrInherits(call.TargetMethod.ContainingType))
            {
                var name = Texts(call).FirstOrDefault() is { } route ? $"{call.TargetMethod.Name} {route}" : call.TargetMethod.Name;
                return kind == EntryKind.Retry && !Policies.MayRetry(call.Instance, facts) ? null
                    : new EntryPoint(kind == EntryKind.Post && Texts(call).Any(IsWebhook) ? EntryKind.Webhook : kind, name) { IsTransaction = api.Detail("of") == "transaction" };
            }
        }

        return _helpers.Repeats(call.TargetMethod) ? new EntryPoint(EntryKind.Retry, call.TargetMethod.Name) : null;
    }

    public EntryPoint? OfEvent(IEventAssignmentOperation assignment)
    {
        if (assignment.EventReference is IEventReferenceOperation { Event: { } handled })
        {
            foreach (var (kind, api) in _byWay["event"])
            {
                if (api.HasMember(handled.Name) && api.IsOrInherits(handled.ContainingType))
                {
                    return new EntryPoint(kind, handled.Name);
                }
            }
        }

        return null;
    }

    /// <summary>A loop that takes one message after the other.</summary>
    public EntryPoint? OfLoop(ILoopOperation loop)
    {
        if (!_byWay["loop"].Any())
        {
            return null;
        }

        foreach (var call in loop.Descendants().OfType<IInvocationOperation>())
        {
            foreach (var (kind, api) in _byWay["loop"])
            {
                if (api.HasMember(call.TargetMethod.Name) && api.IsOrInherits(call.TargetMethod.ContainingType))
                {
                    return new EntryPoint(kind, $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}");
                }
            }
        }

        return null;
    }

    private EntryKind? ByAttribute(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (Kind("attribute", attribute) is { } kind)
            {
                return kind;
            }
        }

        foreach (var parameter in method.Parameters)
        {
            foreach (var attribute in parameter.GetAttributes())
            {
                if (Kind("trigger", attribute) is { } kind && IsOfVerbs(kind, attribute))
                {
                    return kind;
                }
            }

            foreach (var (kind, api) in _byWay["takes"])
            {
                if (parameter.Type is INamedTypeSymbol type && api.Is(type))
                {
                    return kind;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a trigger by HTTP takes what changes something; one that names no verbs takes all.</summary>
    private static bool IsOfVerbs(EntryKind kind, AttributeData trigger)
    {
        var verbs = trigger.ConstructorArguments.Where(static argument => argument.Kind == TypedConstantKind.Array && !argument.IsNull)
            .SelectMany(static argument => argument.Values).Select(static value => (value.Value as string)?.ToUpperInvariant()).ToList();
        return kind != EntryKind.Post || verbs.Count == 0 || verbs.Exists(static verb => verb is "POST" or "PATCH");
    }

    private EntryKind? Kind(string way, AttributeData attribute)
    {
        foreach (var (kind, api) in _byWay[way])
        {
            if (attribute.AttributeClass is { } type && api.Is(type))
            {
                return kind;
            }
        }

        return null;
    }

    private EntryKind? ByType(IMethodSymbol method, INamedTypeSymbol type)
    {
        var name = method.ExplicitInterfaceImplementations.FirstOrDefault()?.Name ?? method.Name;
        foreach (var (kind, api) in _ofType.GetOrAdd(type, symbol => Candidates((INamedTypeSymbol)symbol)))
        {
            if (api.HasMember(name) && (method.DeclaredAccessibility == Accessibility.Public || method.IsOverride || method.MethodKind == MethodKind.ExplicitInterfaceImplementation))
            {
                return kind;
            }
        }

        return null;
    }

    private ImmutableArray<(EntryKind Kind, KnownApi Api)> Candidates(INamedTypeSymbol type) =>
    [
        .. _byWay["in"].Where(entry => !entry.Api.Is(type) && entry.Api.IsOrInherits(type) && (entry.Api.Detail("calls") is not { } calls || Calls(type, calls.Split('+')))),
        .. _byWay["named"].Where(entry => entry.Api.Types.Any(pattern => pattern.StartsWith("I", StringComparison.Ordinal)
            ? type.TypeKind == TypeKind.Class && type.AllInterfaces.Any(service => Patterns.IsMatch(pattern, service.Name))
            : Patterns.IsMatch(pattern, type.Name))),
    ];

    /// <summary>Whether the type's own source calls a method by one of the names, as configurations in code do.</summary>
    private static bool Calls(INamedTypeSymbol type, string[] names) => type.DeclaringSyntaxReferences
        .SelectMany(static reference => reference.GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>())
        .Any(call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && names.Contains(name));

    /// <summary>Queries are asked as often as one likes.</summary>
    private static bool IsQuery(INamedTypeSymbol type) => type.Name.EndsWith("QueryHandler", StringComparison.Ordinal)
        || type.AllInterfaces.Any(static service => service.TypeArguments.Length > 0 && service.Name == "IRequestHandler" && service.TypeArguments[0].Name.EndsWith("Query", StringComparison.Ordinal));

    private static bool IsWebhook(IMethodSymbol method) => IsWebhook(method.Name) || IsWebhook(method.ContainingType.Name)
        || method.GetAttributes().Concat(method.ContainingType.GetAttributes()).SelectMany(static attribute => attribute.ConstructorArguments).Any(static argument => argument.Kind == TypedConstantKind.Primitive && argument.Value is string text && IsWebhook(text));

    private static bool IsWebhook(string text) => text.IndexOf("webhook", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("callback", StringComparison.OrdinalIgnoreCase) >= 0
        || text.IndexOf("notify", StringComparison.OrdinalIgnoreCase) >= 0 || text.EndsWith("ipn", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Texts(IInvocationOperation call) =>
        call.Arguments.Select(static argument => argument.Value.ConstantValue is { HasValue: true, Value: string text } ? text : null).OfType<string>();
}
