using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>A class may repeat the attribute of the interface that it implements, and an override that of what it overrides; what holds is said there.</summary>
internal static class Repetitions
{
    /// <summary>The annotations of every operation that the type brings: not those of its interfaces, unless it gives them a name of its own.</summary>
    public static IEnumerable<Annotation> Brought(INamedTypeSymbol type, KnownSymbols known) => Annotations.In(type, known)
        .Where(annotation => !annotation.Repeated(known).Any(other => annotation.GivenName is null || annotation.GivenName == other.OperationName));

    /// <summary>The annotations of interface members that the annotated method implements, or else of methods that it overrides.</summary>
    public static IEnumerable<Annotation> Repeated(this Annotation annotation, KnownSymbols known)
    {
        var type = annotation.Carrier.ContainingType;
        if (Placement.Overridden(annotation.Carrier, known) is { } overridden && Placement.Of(annotation.Carrier, known) is { Refusal: null, Way: Way.Derived })
        {
            return [Annotations.Of(overridden, known)!];
        }

        return type.TypeKind == TypeKind.Interface
            ? []
            : type.AllInterfaces.SelectMany(static service => service.GetMembers()).OfType<IMethodSymbol>()
                .Where(member => InterfaceMembers.Implementation(type, member).Is(annotation.Carrier))
                .Select(member => Annotations.Of(member, known)).OfType<Annotation>();
    }
}
