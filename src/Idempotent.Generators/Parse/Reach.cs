using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>From where a type can be named.</summary>
internal static class Reach
{
    /// <summary>Whether every assembly can name the type.</summary>
    public static bool IsPublic(ITypeSymbol type) => type.Parts().All(static part =>
    {
        for (var current = part as INamedTypeSymbol; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    });

    /// <summary>Why generated code can't name the type; null when it can.</summary>
    /// <param name="type">The type.</param>
    /// <param name="known">Known symbols of the compilation.</param>
    /// <param name="within">The type that the code is a part of; null for code of its own.</param>
    public static string? Obstacle(ITypeSymbol type, KnownSymbols known, INamedTypeSymbol? within = null)
    {
        foreach (var part in type.Parts())
        {
            for (var current = part as INamedTypeSymbol; current is not null; current = current.ContainingType)
            {
                if (current.IsFileLocal)
                {
                    return $"{current.Name} is a file type, which generated code in another file can't name";
                }
            }

            if (part is INamedTypeSymbol && !known.Compilation.IsSymbolAccessibleWithin(part, (ISymbol?)within ?? known.Compilation.Assembly))
            {
                return $"{part.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)} is private or protected, so generated code can't name it";
            }
        }

        return null;
    }
}
