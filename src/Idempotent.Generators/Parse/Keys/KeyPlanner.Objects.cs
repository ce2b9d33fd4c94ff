using System.Collections.Immutable;
using Idempotent.Generators.Model;
using Idempotent.Generators.Model.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Keys;

/// <content>Records, classes, structs and closed hierarchies.</content>
internal sealed partial class KeyPlanner
{
    /// <summary>Writes the members of exactly this type, within a hierarchy.</summary>
    private const string MembersOnly = "WriteMembers";

    /// <summary>Writes an object without what it gives to the key.</summary>
    private const string RestOnly = "WriteRest";

    /// <summary>What a parameter leaves for the fingerprint once its marked members are the key.</summary>
    /// <param name="type">The type.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="around">The types around it: within itself a type is written whole, for only the outer one's members are the key.</param>
    public KeyValue Rest(ITypeSymbol type, KeyPlace place, ImmutableList<ITypeSymbol> around)
    {
        if (type is not INamedTypeSymbol named || !KeyPaths.Of(type, default, around).Any())
        {
            return Plan(type, place);
        }

        var name = around.IsEmpty ? RestOnly : $"{RestOnly}Within{string.Concat(around.Select(static outer => outer.Name))}";
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Helper(name, type, place, () => Maybe(name, type, Rest(named.TypeArguments[0], place, around)));
        }

        var within = around.Add(type.OriginalDefinition);
        return Helper(name, named, place, () => Object(name, named, place, static mark => !mark.IsKey, (member, at) => Rest(member, at, within)));
    }

    private KeyValue Object(INamedTypeSymbol type, KeyPlace place)
    {
        if (KeyTypes.IsOfFramework(type))
        {
            return Refuse(place, $"'{type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' is a framework type without a stable value");
        }

        var cases = type.GetAttributes().Where(static a => a.AttributeClass?.ToDisplayString() == "System.Text.Json.Serialization.JsonDerivedTypeAttribute").ToList();
        if (cases.Count > 0)
        {
            return Helper(Whole, type, place, () => Hierarchy(type, cases, place));
        }

        if (type.IsAbstract)
        {
            return Refuse(place, "it is abstract, and the members of what is passed would be lost; list the types with [JsonDerivedType], or implement IIdempotencyKeyPart");
        }

        return Helper(Whole, type, place, () => Transparent(type, place) ?? Object(Whole, type, place, static _ => true, Plan));
    }

    /// <summary>A struct around one scalar is that scalar: a strongly typed id.</summary>
    private KeyHelper? Transparent(INamedTypeSymbol type, KeyPlace place)
    {
        var members = KeyMembers.Of(type).Take(2).ToList();
        if (!type.IsValueType || members.Count != 1 || KeyTypes.Scalar(members[0].Type) is null)
        {
            return null;
        }

        var only = members[0];
        return new KeyHelper
        {
            Name = Whole,
            Type = KeyTypes.Name(type),
            Kind = KeyHelperKind.Transparent,
            Members = Members(new KeyMember("", "." + TypeTexts.Escape(only.Symbol.Name), Plan(only.Type, place.Member(only.Symbol, only.Symbol.Name)), IsSensitive: only.Mark.IsSensitive)),
        };
    }

    private KeyHelper? Object(string name, INamedTypeSymbol type, KeyPlace place, Func<KeyMark, bool> includes, Func<ITypeSymbol, KeyPlace, KeyValue> plan)
    {
        var found = KeyMembers.Of(type).ToList();
        if (found.Count == 0)
        {
            _ = Refuse(place, $"'{type.Name}' shows nothing that could be compared: no public field or auto-property");
            return null;
        }

        var members = new List<KeyMember>();
        foreach (var (symbol, memberType, mark) in found.Where(member => includes(member.Mark)))
        {
            var at = place.Member(symbol, symbol.Name);
            if (found.Count(other => other.Symbol.Name == symbol.Name) > 1)
            {
                _ = Refuse(at, "it hides an inherited member of the same name, which would be lost; ignore one of them");
            }
            else if (IsObsoleteAsError(symbol))
            {
                _ = Refuse(at, "it is obsolete as an error, so generated code can't read it");
            }
            else
            {
                var absence = KeyTypes.Absence(memberType);
                var value = memberType is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : memberType;
                members.Add(new KeyMember(mark.Name ?? symbol.Name, "." + TypeTexts.Escape(symbol.Name), plan(value, at), absence, mark.IsSensitive));
            }
        }

        foreach (var twice in members.GroupBy(static m => m.Name, StringComparer.Ordinal).Where(static g => g.Count() > 1))
        {
            _ = Refuse(place, $"two members of '{type.Name}' have the name '{twice.Key}'");
        }

        return new KeyHelper
        {
            Name = name,
            Type = KeyTypes.Name(type),
            Kind = KeyHelperKind.Object,
            Absence = type.IsReferenceType ? KeyAbsence.Null : KeyAbsence.Never,
            IsExact = type.IsReferenceType && !type.IsSealed,
            Members = members.OrderBy(static m => m.Name, StringComparer.Ordinal).ToEquatableArray(),
        };
    }

    private KeyHelper? Hierarchy(INamedTypeSymbol type, List<AttributeData> attributes, KeyPlace place)
    {
        var cases = new List<KeyMember>();
        foreach (var attribute in attributes)
        {
            if (attribute.ConstructorArguments is not { Length: 2 } arguments || arguments[0].Value is not INamedTypeSymbol derived || arguments[1].Value is not { } discriminator)
            {
                _ = Refuse(place, "a [JsonDerivedType] without a discriminator can't be told from another; give it one");
                continue;
            }

            var literal = discriminator is string text ? TypeTexts.Literal(text) : ((int)discriminator).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var value = KeyTypes.IsKeyPart(derived) ? Plan(derived, place) : Exactly(derived, place);
            cases.Add(new KeyMember(literal, KeyTypes.Name(derived), value));
        }

        if (cases.GroupBy(static c => c.Name, StringComparer.Ordinal).Any(static g => g.Count() > 1))
        {
            _ = Refuse(place, $"two derived types of '{type.Name}' have the same discriminator");
        }

        if (!type.IsAbstract && cases.All(c => c.Access != KeyTypes.Name(type)))
        {
            cases.Add(new KeyMember("", KeyTypes.Name(type), Exactly(type, place)));
        }

        return new KeyHelper { Name = Whole, Type = KeyTypes.Name(type), Kind = KeyHelperKind.Hierarchy, Absence = KeyAbsence.Null, Members = cases.ToEquatableArray() };
    }

    private KeyValue Exactly(INamedTypeSymbol type, KeyPlace place) =>
        Helper(MembersOnly, type, place, () => Object(MembersOnly, type, place, static _ => true, Plan));

    private static bool IsObsoleteAsError(ISymbol symbol) => symbol.GetAttributes().Any(static a =>
        a.AttributeClass?.ToDisplayString() == "System.ObsoleteAttribute" && a.ConstructorArguments is { Length: 2 } arguments && arguments[1].Value is true);
}
