using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <param name="Service">What is registered.</param>
/// <param name="Place">The registration's name.</param>
/// <param name="IsOfThisAssembly">Whether this compilation has the wrapper.</param>
internal sealed record Registration(INamedTypeSymbol Service, Location Place, bool IsOfThisAssembly);

/// <summary>Registrations in a container of services that have wrappers.</summary>
internal sealed class ServiceRegistrations
{
    public const string AddIdempotentServices = nameof(AddIdempotentServices);

    private static readonly HashSet<string> s_methods = new(
        [
            "AddSingleton", "AddScoped", "AddTransient", "AddKeyedSingleton", "AddKeyedScoped", "AddKeyedTransient", "TryAddSingleton", "TryAddScoped", "TryAddTransient", "AddHttpClient",
        ],
        StringComparer.Ordinal);

    private readonly KnownSymbols _known;

    private ServiceRegistrations(KnownSymbols known) => _known = known;

    /// <summary>Null where the compilation knows no container.</summary>
    public static ServiceRegistrations? In(KnownSymbols known) =>
        known.Compilation.GetTypeByMetadataName("Microsoft.Extensions.DependencyInjection.IServiceCollection") is null ? null : new ServiceRegistrations(known);

    /// <summary>Whether a call puts wrappers in front of services: all at once, or of one by hand.</summary>
    public static bool Wraps(IInvocationOperation call) => call.TargetMethod.Name is AddIdempotentServices or "AsIdempotent";

    /// <summary>The registration that a call is; null where it is none, or of a service without a wrapper, or of one that is wrapped where it is made.</summary>
    public Registration? Of(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!s_methods.Contains(method.Name) || method.ContainingNamespace.FirstPart() != "Microsoft" || !method.IsExtensionMethod)
        {
            return null;
        }

        var types = method.TypeArguments.Concat(call.Arguments.Select(static argument => argument.Value).OfType<ITypeOfOperation>().Select(static of => of.TypeOperand)).OfType<INamedTypeSymbol>().ToList();
        if (types.Count == 0 || call.Arguments.Any(static argument => argument.Value.Descendants().Any(static part => part is IInvocationOperation made && Wraps(made))))
        {
            return null;
        }

        return Wrapped(types[0], types.Count > 1 ? types[1] : types[0]) is { } carrier
            ? new(types[0], Place(call.Syntax), SymbolEqualityComparer.Default.Equals(carrier.ContainingAssembly, _known.Compilation.Assembly))
            : null;
    }

    /// <summary>A method that a wrapper runs; null where the container's own instance does.</summary>
    private IMethodSymbol? Wrapped(INamedTypeSymbol service, INamedTypeSymbol implementation)
    {
        var ofService = service.TypeKind == TypeKind.Interface ? service.AllInterfaces.Prepend(service).SelectMany(type => Annotated(type, Way.Decorated)) : [];
        var ofClass = implementation.TypeKind == TypeKind.Class ? implementation.SelfAndBases().SelectMany(type => Annotated(type, service.TypeKind == TypeKind.Interface ? Way.Decorated : Way.Derived)) : [];
        return ofService.Concat(ofClass).FirstOrDefault();
    }

    private IEnumerable<IMethodSymbol> Annotated(INamedTypeSymbol type, Way way) => Annotations.In(type.OriginalDefinition, _known).Select(static annotation => annotation.Carrier)
        .Where(method => Placement.Of(method, _known) is { Refusal: null, Way: var its } && (its == way || its == Way.Derived));

    private static Location Place(SyntaxNode call) => ((call as InvocationExpressionSyntax)?.Expression is MemberAccessExpressionSyntax access ? access.Name : call).GetLocation();
}
