using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>The members that whoever implements an interface must or may bring.</summary>
internal static class InterfaceMembers
{
    /// <summary>
    /// Members of the interface and of every one that it inherits. Not among them: static ones, accessors, sealed and private ones, and implementations that an interface
    /// gives for another's member, which are reached by calling that.
    /// </summary>
    public static IEnumerable<ISymbol> Of(INamedTypeSymbol service) =>
        service.AllInterfaces.Prepend(service).SelectMany(static type => type.GetMembers()).Where(static member =>
            member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: true } or IEventSymbol { ExplicitInterfaceImplementations.IsEmpty: true }
            && !member.IsStatic
            && (member.IsAbstract || member.IsVirtual));

    /// <summary>Whether the method of a class or struct is what runs when an interface's member is called.</summary>
    public static bool IsImplementation(IMethodSymbol method) =>
        method.ContainingType.AllInterfaces.SelectMany(Of).OfType<IMethodSymbol>().Any(member => Implementation(method.ContainingType, member).Is(method));

    /// <summary>The method of a class that runs when the interface's member is called; null where the interface's own default does.</summary>
    public static IMethodSymbol? Implementation(INamedTypeSymbol type, IMethodSymbol member)
    {
        if (type.FindImplementationForInterfaceMember(member) is not IMethodSymbol { ContainingType.TypeKind: not TypeKind.Interface } implementation)
        {
            return null;
        }

        for (var current = type; current is not null && !current.Is(implementation.ContainingType); current = current.BaseType)
        {
            if (current.GetMembers(implementation.Name).OfType<IMethodSymbol>().FirstOrDefault(method => Overrides(method, implementation)) is { } overriding)
            {
                return overriding;
            }
        }

        return implementation;
    }

    private static bool Overrides(IMethodSymbol method, IMethodSymbol overridden)
    {
        for (var current = method.OverriddenMethod; current is not null; current = current.OverriddenMethod)
        {
            if (current.Is(overridden))
            {
                return true;
            }
        }

        return false;
    }
}
