using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Methods whose attributes say that running them again does no harm.</summary>
internal static class Protections
{
    /// <summary>Whether the method, what it implements, what it overrides or the partial method that it is the core of runs once per key, or is said to be idempotent.</summary>
    public static bool IsProtected(IMethodSymbol method, KnownSymbols known) =>
        Says(method, known) || PartialMethods.IsCore(method, known) || Overridden(method).Any(overridden => Says(overridden, known)) || Implemented(method).Any(member => Says(member, known));

    /// <summary>The annotation that the method is the body of: its own, or that of what it implements, overrides or is the core of; null where it is no operation.</summary>
    public static Annotation? OperationOf(IMethodSymbol method, KnownSymbols known) => Annotations.Of(method, known)
        ?? Overridden(method).Concat(Implemented(method)).Concat(CoredBy(method, known)).Select(candidate => Annotations.Of(candidate, known)).FirstOrDefault(static annotation => annotation is not null);

    private static IEnumerable<IMethodSymbol> CoredBy(IMethodSymbol method, KnownSymbols known) => !PartialMethods.IsCore(method, known) ? [] : method.ContainingType.GetMembers().OfType<IMethodSymbol>()
        .Where(candidate => candidate.IsPartialDefinition && PartialMethods.CoreName(candidate) == method.Name);

    private static bool Says(IMethodSymbol method, KnownSymbols known) => method.Has(known.NaturallyIdempotentAttribute) || Annotations.Of(method, known) is not null;

    private static IEnumerable<IMethodSymbol> Overridden(IMethodSymbol method)
    {
        for (var current = method.OverriddenMethod; current is not null; current = current.OverriddenMethod)
        {
            yield return current;
        }
    }

    private static IEnumerable<IMethodSymbol> Implemented(IMethodSymbol method) => method.ContainingType.TypeKind == TypeKind.Interface ? [] : method.ContainingType.AllInterfaces
        .SelectMany(service => service.GetMembers(method.ExplicitInterfaceImplementations.FirstOrDefault()?.Name ?? method.Name).OfType<IMethodSymbol>())
        .Where(member => InterfaceMembers.Implementation(method.ContainingType, member).Is(method));
}
