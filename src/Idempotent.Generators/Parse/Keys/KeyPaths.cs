using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Keys;

/// <summary>Members that are marked as the key within a parameter's type, at any depth of its objects. Within collections a mark only pins a name.</summary>
internal static class KeyPaths
{
    /// <param name="type">The type to look into.</param>
    /// <param name="from">The way to it.</param>
    /// <param name="around">The types on that way, which are not looked into again.</param>
    public static IEnumerable<KeyPath> Of(ITypeSymbol type, KeyPath from, ImmutableList<ITypeSymbol> around)
    {
        var isNullable = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        type = isNullable ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        if (!IsWalked(type) || around.Contains(type.OriginalDefinition, SymbolEqualityComparer.Default))
        {
            return [];
        }

        var within = around.Add(type.OriginalDefinition);
        return KeyMembers.Of(type).SelectMany(member =>
        {
            var path = from.To(member.Symbol, member.Type, member.Mark, isConditional: isNullable || type.IsReferenceType);
            return member.Mark.IsKey ? [path] : Of(member.Type, path, within);
        });
    }

    private static bool IsWalked(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsTupleType: false } && !type.IsAbstract
        && !KeyTypes.IsOfFramework(type) && !KeyTypes.IsKeyPart(type)
        && !type.AllInterfaces.Any(static i => i.SpecialType == SpecialType.System_Collections_IEnumerable)
        && !type.GetAttributes().Any(static a => a.AttributeClass?.Name == "JsonDerivedTypeAttribute");
}

/// <param name="Name">The part's name: the one that the member pins, else the way to it.</param>
/// <param name="Expression">Reads the value; null where something on the way is.</param>
/// <param name="Type">The member's type.</param>
/// <param name="Mark">What the member's attributes say.</param>
/// <param name="IsConditional">Whether something on the way may be null.</param>
/// <param name="Place">For findings.</param>
internal readonly record struct KeyPath(string Name, string Expression, ITypeSymbol Type, KeyMark Mark, bool IsConditional, KeyPlace Place)
{
    public KeyPath To(ISymbol member, ITypeSymbol type, KeyMark mark, bool isConditional) => Place.Symbol is null
        ? default
        : new(
            mark.Name ?? $"{Name}.{member.Name}",
            $"{Expression}{(isConditional ? "?" : "")}.{TypeTexts.Escape(member.Name)}",
            type,
            mark with { IsSensitive = mark.IsSensitive || Mark.IsSensitive },
            IsConditional || isConditional,
            Place.Member(member, member.Name));
}
