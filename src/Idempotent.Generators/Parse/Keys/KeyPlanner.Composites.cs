using System.Collections.Immutable;
using Idempotent.Generators.Model;
using Idempotent.Generators.Model.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Keys;

/// <content>Collections and tuples.</content>
internal sealed partial class KeyPlanner
{
    private const string Generic = "System.Collections.Generic";

    private KeyValue Composite(ITypeSymbol type, KeyPlace place)
    {
        if (type is IArrayTypeSymbol array)
        {
            return array switch
            {
                { Rank: > 1 } => Refuse(place, "an array of several dimensions has no order of its own; use an array of arrays"),
                { ElementType.SpecialType: SpecialType.System_Byte } => Helper(Whole, type, place, () => BytesOrNull(type, "", KeyAbsence.Null)),
                _ => Collection(type, KeyHelperKind.List, "", [array.ElementType], place),
            };
        }

        if (type is not INamedTypeSymbol named || type.TypeKind is TypeKind.Dynamic or TypeKind.Delegate or TypeKind.Pointer or TypeKind.FunctionPointer
            || type.SpecialType == SpecialType.System_Object || type.IsRefLikeType)
        {
            return Refuse(place, $"'{type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' can be anything, or has no value that can be compared");
        }

        if (named.IsTupleType || (named.MetadataName() is var name && name.StartsWith("System.Tuple`", StringComparison.Ordinal)))
        {
            return Helper(Whole, type, place, () => Tuple(named, place));
        }

        if (KeyTypes.IsImmutableArray(named))
        {
            return named.TypeArguments[0].SpecialType == SpecialType.System_Byte
                ? Helper(Whole, type, place, () => BytesOrNull(type, ".AsSpan()", KeyAbsence.Default))
                : Collection(type, KeyHelperKind.List, "", named.TypeArguments, place);
        }

        return IsCollection(named) ? FrameworkCollection(named, place) : Object(named, place);
    }

    private static bool IsCollection(INamedTypeSymbol type) =>
        type.SpecialType == SpecialType.System_Collections_IEnumerable || type.AllInterfaces.Any(static i => i.SpecialType == SpecialType.System_Collections_IEnumerable)
        || type.MetadataName() == $"{Generic}.IAsyncEnumerable`1";

    /// <summary>A type of one's own that can be enumerated may have more to it than its items, and one that is lazy can't be read twice.</summary>
    private KeyValue FrameworkCollection(INamedTypeSymbol type, KeyPlace place)
    {
        if (type.ContainingNamespace.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) && type.ContainingType is null && type.Name != "ConcurrentBag")
        {
            if (Find(type, "IReadOnlyDictionary`2") is { } readOnlyMap)
            {
                return Collection(type, KeyHelperKind.Dictionary, "", readOnlyMap, place);
            }

            if (Find(type, "IDictionary`2") is { } map)
            {
                return Collection(type, KeyHelperKind.Dictionary, "", map, place);
            }

            if ((Find(type, "ISet`1") ?? Find(type, "IReadOnlySet`1")) is { } set)
            {
                return Collection(type, KeyHelperKind.Set, "", set, place);
            }

            var kind = Find(type, "IReadOnlyList`1") is null && Find(type, "IList`1") is null ? KeyHelperKind.Collection : KeyHelperKind.List;
            foreach (var contract in new[] { "IReadOnlyCollection", "ICollection" })
            {
                if (Find(type, contract + "`1") is { } items)
                {
                    return Collection(type, kind, $"(global::{Generic}.{contract}<{KeyTypes.Name(items[0])}>)", items, place);
                }
            }
        }

        return Refuse(place, $"'{type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' may be lazy, have no order or hold more than its items; use IReadOnlyList, a set or a dictionary");
    }

    private static ImmutableArray<ITypeSymbol>? Find(INamedTypeSymbol type, string contract)
    {
        foreach (var candidate in type.AllInterfaces.Insert(0, type))
        {
            if (candidate.MetadataName == contract && candidate.ContainingNamespace.ToDisplayString() == Generic)
            {
                return candidate.TypeArguments;
            }
        }

        return null;
    }

    private KeyValue Collection(ITypeSymbol type, KeyHelperKind kind, string cast, ImmutableArray<ITypeSymbol> items, KeyPlace place) =>
        Helper(Whole, type, place, () => new KeyHelper
        {
            Name = Whole,
            Type = KeyTypes.Name(type),
            Kind = kind,
            Cast = cast,
            Arguments = string.Join(", ", items.Select(KeyTypes.Name)),
            Members = items.Select(item => new KeyMember("", "", Item(item, place))).ToEquatableArray(),
        });

    private static KeyHelper BytesOrNull(ITypeSymbol type, string access, KeyAbsence absence) => new()
    {
        Name = Whole,
        Type = KeyTypes.Name(type),
        Kind = KeyHelperKind.Value,
        Absence = absence,
        Members = Members(new KeyMember("", access, new KeyValue(KeyForm.Bytes, "", "bytes"))),
    };

    private KeyHelper Tuple(INamedTypeSymbol type, KeyPlace place)
    {
        var items = type.IsTupleType
            ? type.TupleElements.Select((element, index) => (Access: $".Item{index + 1}", element.Type))
            : type.TypeArguments.Select(static (argument, index) => (Access: index == 7 ? ".Rest" : $".Item{index + 1}", Type: argument));
        return new KeyHelper
        {
            Name = Whole,
            Type = KeyTypes.Name(type),
            Kind = KeyHelperKind.Tuple,
            Absence = type.IsReferenceType ? KeyAbsence.Null : KeyAbsence.Never,
            Members = items.Select(item => new KeyMember("", item.Access, Plan(item.Type, place))).ToEquatableArray(),
        };
    }
}
