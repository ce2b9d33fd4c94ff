using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules;

/// <summary>An operation among those of its type.</summary>
/// <param name="Annotation">The method and its attribute.</param>
/// <param name="FreeName">A name that is not taken, where an operation before it has the same; else null.</param>
internal sealed record NamedOperation(Annotation Annotation, string? FreeName);

/// <summary>The operations of a type and their names, in the order of the source: whoever comes first keeps a shared one.</summary>
internal static class OperationNames
{
    /// <summary>Every operation that the type brings: not those that an annotated member of its interfaces or base types brings already.</summary>
    public static IReadOnlyList<NamedOperation> Of(INamedTypeSymbol type, KnownSymbols known)
    {
        var annotations = type.GetMembers().OfType<IMethodSymbol>()
            .Select(method => Annotations.Of(method, known)).OfType<Annotation>()
            .Where(annotation => !IsBroughtByAnother(annotation, known))
            .OrderBy(static annotation => annotation.Carrier.Locations[0], SourceOrder.Instance).ToList();
        var taken = new HashSet<string>(annotations.Select(static annotation => annotation.OperationName), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. annotations.Select(annotation =>
            new NamedOperation(annotation, seen.Add(annotation.OperationName) ? null : Free(annotation.OperationName, taken)))];
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var number = 2;
        while (!taken.Add($"{name}-{number}"))
        {
            number++;
        }

        return $"{name}-{number}";
    }

    /// <summary>A class may repeat the attribute of what it implements; only another <c>Name</c> makes an operation of its own.</summary>
    private static bool IsBroughtByAnother(Annotation annotation, KnownSymbols known) => Declarations(annotation.Carrier)
        .Select(declared => Annotations.Of(declared, known)).OfType<Annotation>()
        .Any(declared => annotation.GivenName is null || annotation.GivenName == declared.OperationName);

    private static IEnumerable<IMethodSymbol> Declarations(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            yield return overridden;
        }

        foreach (var member in method.ContainingType.AllInterfaces.SelectMany(static face => face.GetMembers()).OfType<IMethodSymbol>())
        {
            if (method.ContainingType.FindImplementationForInterfaceMember(member).Is(method))
            {
                yield return member;
            }
        }
    }
}
