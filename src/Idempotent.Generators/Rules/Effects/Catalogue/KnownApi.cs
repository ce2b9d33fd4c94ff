using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules.Effects.Catalogue;

/// <summary>One line of the catalogue: members of a type and what is known of them. Types are known by name, so that nothing has to be referenced.</summary>
/// <param name="Kind">The first word of the line.</param>
/// <param name="How">How an entry point is told; empty for effects.</param>
/// <param name="Types">Full metadata names; of a <c>named</c> entry point, simple names with <c>*</c> at either end.</param>
/// <param name="Members">Names of members, with <c>*</c> at the end where it is a prefix; none for attributes and parameters.</param>
/// <param name="Details"><c>name=value</c> pairs.</param>
internal sealed record KnownApi(string Kind, string How, ImmutableArray<string> Types, ImmutableArray<string> Members, ImmutableDictionary<string, string> Details)
{
    public string? Detail(string name) => Details.TryGetValue(name, out var value) ? value : null;

    public bool HasMember(string name) => Members.Any(member => Patterns.IsMatch(member, name));

    /// <summary>Whether the type is, derives from or implements one of the line's.</summary>
    public bool IsOrInherits(INamedTypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current))
            {
                return true;
            }
        }

        return type is not null && type.AllInterfaces.Any(Is);
    }

    public bool Is(INamedTypeSymbol type) => Types.Any(name => type.IsNamed(name));
}

internal static class Patterns
{
    /// <summary>Names are equal, or alike where the pattern begins or ends with an asterisk.</summary>
    public static bool IsMatch(string pattern, string name) =>
        pattern.StartsWith("*", StringComparison.Ordinal) ? name.EndsWith(pattern.Substring(1), StringComparison.Ordinal)
        : pattern.EndsWith("*", StringComparison.Ordinal) ? string.CompareOrdinal(name, 0, pattern, 0, pattern.Length - 1) == 0
        : pattern.IndexOf('*') is > 0 and var star
            ? name.Length >= pattern.Length - 1 && name.StartsWith(pattern.Substring(0, star), StringComparison.Ordinal) && name.EndsWith(pattern.Substring(star + 1), StringComparison.Ordinal)
            : pattern == name;

    /// <summary>Whether that is the type's full metadata name, whose last part may have an asterisk; without building it.</summary>
    public static bool IsNamed(this INamedTypeSymbol type, string fullName)
    {
        if (fullName.IndexOf('*') >= 0)
        {
            var dot = fullName.LastIndexOf('.');
            return type.ContainingType is null && type.ContainingNamespace.IsNamed(fullName, dot) && IsMatch(fullName.Substring(dot + 1), type.MetadataName);
        }

        var end = fullName.Length - type.MetadataName.Length;
        if (type.ContainingType is not null || end < 0 || string.CompareOrdinal(fullName, end, type.MetadataName, 0, type.MetadataName.Length) != 0)
        {
            return false;
        }

        return end == 0 ? type.ContainingNamespace is null or { IsGlobalNamespace: true } : fullName[end - 1] == '.' && type.ContainingNamespace.IsNamed(fullName, end - 1);
    }

    /// <summary>Whether that is the namespace's full name.</summary>
    public static bool IsNamed(this INamespaceSymbol? space, string fullName) => space.IsNamed(fullName, fullName.Length);

    /// <summary>The namespace's first part: <c>System</c> of <c>System.Linq</c>.</summary>
    public static string FirstPart(this INamespaceSymbol? space)
    {
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer })
        {
            space = outer;
        }

        return space?.Name ?? "";
    }

    private static bool IsNamed(this INamespaceSymbol? space, string fullName, int end)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(fullName, start, space.Name, 0, space.Name.Length) != 0 || (start > 0 && fullName[start - 1] != '.'))
            {
                return false;
            }

            if (start == 0)
            {
                return space.ContainingNamespace is null or { IsGlobalNamespace: true };
            }

            end = start - 1;
        }

        return false;
    }
}
