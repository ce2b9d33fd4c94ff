using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Keys;

/// <summary>The state that a type shows: public instance fields and auto-properties, inherited ones included.</summary>
internal static class KeyMembers
{
    /// <summary>The members that are part of a key, those that hide another by name included twice.</summary>
    public static IEnumerable<(ISymbol Symbol, ITypeSymbol Type, KeyMark Mark)> Of(ITypeSymbol type)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (ITypeSymbol? current = type; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { OverriddenProperty: { } original })
                {
                    overridden.Add(original.OriginalDefinition);
                }

                if (!member.IsStatic && !overridden.Contains(member.OriginalDefinition) && TypeOf(member) is { } memberType && KeyMark.Of(member) is { IsIgnored: false } mark)
                {
                    yield return (member, memberType, mark);
                }
            }
        }
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol { DeclaredAccessibility: Accessibility.Public, AssociatedSymbol: null, IsImplicitlyDeclared: false } field => field.Type,
        IPropertySymbol { DeclaredAccessibility: Accessibility.Public, IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public } property when IsStored(property) => property.Type,
        _ => null,
    };

    /// <summary>An auto-property. In metadata its field is not seen, but its accessors are the compiler's.</summary>
    private static bool IsStored(IPropertySymbol property)
    {
        property = property.OriginalDefinition;
        return property.IsAbstract
            || property.ContainingType.GetMembers().Any(m => m is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property))
            || IsByCompiler(property.GetMethod) || IsByCompiler(property.SetMethod);
    }

    private static bool IsByCompiler(IMethodSymbol? accessor) =>
        accessor is not null && accessor.GetAttributes().Any(static a => a.AttributeClass?.ToDisplayString() == "System.Runtime.CompilerServices.CompilerGeneratedAttribute");
}
