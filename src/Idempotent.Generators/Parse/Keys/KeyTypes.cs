using Idempotent.Generators.Model.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Keys;

/// <summary>The table of KEYS.md, as far as a type's name decides.</summary>
internal static class KeyTypes
{
    private static readonly SymbolDisplayFormat s_format = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private static readonly Dictionary<string, string> s_scalars = new(StringComparer.Ordinal)
    {
        ["System.SByte"] = "integer", ["System.Byte"] = "integer", ["System.Int16"] = "integer", ["System.UInt16"] = "integer",
        ["System.Int32"] = "integer", ["System.UInt32"] = "integer", ["System.Int64"] = "integer", ["System.UInt64"] = "integer",
        ["System.IntPtr"] = "integer", ["System.UIntPtr"] = "integer", ["System.Int128"] = "integer", ["System.UInt128"] = "integer",
        ["System.Numerics.BigInteger"] = "integer",
        ["System.Boolean"] = "bool", ["System.Char"] = "char", ["System.Text.Rune"] = "rune", ["System.String"] = "string", ["System.Guid"] = "guid",
        ["System.Decimal"] = "decimal", ["System.Single"] = "single", ["System.Double"] = "double", ["System.Half"] = "half",
        ["System.DateTimeOffset"] = "instant", ["System.DateTime"] = "datetime", ["System.DateOnly"] = "date", ["System.TimeOnly"] = "time", ["System.TimeSpan"] = "duration",
        ["System.Uri"] = "uri", ["System.Version"] = "version", ["System.Globalization.CultureInfo"] = "culture", ["System.TimeZoneInfo"] = "timezone",
        ["System.Net.IPAddress"] = "address",
        ["System.Text.Json.JsonElement"] = "json", ["System.Text.Json.JsonDocument"] = "json", ["System.Text.Json.Nodes.JsonNode"] = "json",
        ["System.Text.Json.Nodes.JsonObject"] = "json", ["System.Text.Json.Nodes.JsonArray"] = "json", ["System.Text.Json.Nodes.JsonValue"] = "json",
    };

    /// <summary>The type in emitted code, the same for all that the runtime takes for the same.</summary>
    public static string Name(ITypeSymbol type) => type.ToDisplayString(s_format);

    public static KeyValue? Scalar(ITypeSymbol type) => type is { TypeKind: TypeKind.Enum }
        ? new KeyValue(KeyForm.Scalar, ((INamedTypeSymbol)type).EnumUnderlyingType?.SpecialType == SpecialType.System_UInt64 ? "(ulong)" : "(long)", "integer")
        : type is INamedTypeSymbol named && s_scalars.TryGetValue(named.MetadataName(), out var kind)
            ? new KeyValue(KeyForm.Scalar, "", kind)
            : null;

    public static bool IsFloating(KeyValue value) => value.Kind is "single" or "double" or "half";

    /// <summary>Bytes, other than in an array or immutable array, which may be null.</summary>
    public static KeyValue? Bytes(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments.Length: 1 } named && named.TypeArguments[0].SpecialType == SpecialType.System_Byte
        ? named.MetadataName() switch
        {
            "System.Memory`1" or "System.ReadOnlyMemory`1" => new KeyValue(KeyForm.Bytes, ".Span", "bytes"),
            "System.ArraySegment`1" => new KeyValue(KeyForm.Bytes, "", "bytes"),
            _ => null,
        }
        : null;

    public static bool IsImmutableArray(ITypeSymbol type) => type is INamedTypeSymbol named && named.MetadataName() == "System.Collections.Immutable.ImmutableArray`1";

    public static bool IsKeyPart(ITypeSymbol type) => IsKeyPartInterface(type) || type.AllInterfaces.Any(IsKeyPartInterface)
        || (type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(IsKeyPart));

    /// <summary>The framework's types: what the table does not list of them has no value that we know.</summary>
    public static bool IsOfFramework(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { Name: "System" or "Microsoft", IsGlobalNamespace: false };
    }

    /// <summary>How a missing value of the type looks within an object.</summary>
    public static KeyAbsence Absence(ITypeSymbol type) =>
        type.IsReferenceType || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } ? KeyAbsence.Null
        : IsImmutableArray(type) ? KeyAbsence.Default
        : type is INamedTypeSymbol named && named.MetadataName() == "System.Text.Json.JsonElement" ? KeyAbsence.Undefined
        : KeyAbsence.Never;

    private static bool IsKeyPartInterface(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "IIdempotencyKeyPart", ContainingNamespace: { Name: "Idempotent", ContainingNamespace.IsGlobalNamespace: true } };
}
