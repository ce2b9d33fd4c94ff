using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>A class may repeat the attribute of the interface that it implements; what holds is said there.</summary>
internal static class Repetitions
{
    /// <summary>The annotations of interface members that the annotated method implements.</summary>
    public static IEnumerable<Annotation> Repeated(this Annotation annotation, KnownSymbols known)
    {
        var type = annotation.Carrier.ContainingType;
        return type.TypeKind == TypeKind.Interface
            ? []
            : type.AllInterfaces.SelectMany(static service => service.GetMembers()).OfType<IMethodSymbol>()
                .Where(member => InterfaceMembers.Implementation(type, member).Is(annotation.Carrier))
                .Select(member => Annotations.Of(member, known)).OfType<Annotation>();
    }
}
