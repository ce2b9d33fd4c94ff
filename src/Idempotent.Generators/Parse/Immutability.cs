using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Whether callers can share one instance of a type: only where nobody can change it, as far as can be proven.</summary>
internal static class Immutability
{
    private static readonly HashSet<string> s_immutable =
    [
        "System.Guid", "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly", "System.Half", "System.Int128", "System.UInt128",
        "System.Numerics.BigInteger", "System.Uri", "System.Version", "System.Index", "System.Range", "System.Text.Rune", "Idempotent.NoResult",
    ];

    private static readonly HashSet<string> s_immutableOfImmutable =
    [
        "System.Nullable<T>", "System.Collections.Generic.KeyValuePair<TKey, TValue>", "System.Collections.Immutable.ImmutableArray<T>",
        "System.Collections.Immutable.ImmutableList<T>", "System.Collections.Immutable.ImmutableHashSet<T>", "System.Collections.Immutable.ImmutableSortedSet<T>",
        "System.Collections.Immutable.ImmutableDictionary<TKey, TValue>", "System.Collections.Immutable.ImmutableSortedDictionary<TKey, TValue>",
        "System.Collections.Immutable.ImmutableQueue<T>", "System.Collections.Immutable.ImmutableStack<T>",
    ];

    public static bool IsDeeplyImmutable(ITypeSymbol type) => IsDeeplyImmutable(type, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default));

    /// <param name="type">The type in question.</param>
    /// <param name="assumed">Types whose answer is being found: a type may contain itself.</param>
    private static bool IsDeeplyImmutable(ITypeSymbol type, HashSet<ITypeSymbol> assumed)
    {
        if (type.TypeKind == TypeKind.Enum || type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_String) or SpecialType.System_DateTime)
        {
            return true;
        }

        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        var name = named.OriginalDefinition.ToDisplayString();
        if (s_immutable.Contains(name) || !assumed.Add(type))
        {
            return true;
        }

        if (named.IsTupleType || s_immutableOfImmutable.Contains(name))
        {
            return named.TypeArguments.All(argument => IsDeeplyImmutable(argument, assumed));
        }

        // Private fields of other assemblies may be missing from what the compiler sees.
        return named.DeclaringSyntaxReferences.Length > 0 && IsFrozen(named, assumed);
    }

    /// <summary>A struct is copied, so that its fields may change; a class must be sealed, and none of its fields may.</summary>
    private static bool IsFrozen(INamedTypeSymbol type, HashSet<ITypeSymbol> assumed)
    {
        if (type.TypeKind == TypeKind.Struct)
        {
            return FieldsAre(type, mustBeReadOnly: false, assumed);
        }

        if (type.TypeKind != TypeKind.Class || !type.IsSealed)
        {
            return false;
        }

        for (var current = type; current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            if (current.DeclaringSyntaxReferences.Length == 0 || !FieldsAre(current, mustBeReadOnly: true, assumed) || current.BaseType is null)
            {
                return false;
            }
        }

        return true;
    }

    private static bool FieldsAre(INamedTypeSymbol type, bool mustBeReadOnly, HashSet<ITypeSymbol> assumed) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic).All(field =>
            (!mustBeReadOnly || field.IsReadOnly || field.AssociatedSymbol is IPropertySymbol { SetMethod: null or { IsInitOnly: true } })
            && IsDeeplyImmutable(field.Type, assumed));
}
