using System.Globalization;
using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Generators.Parse;

/// <summary>Parameters as the wrapper declares and passes them.</summary>
internal static class Parameters
{
    /// <param name="parameters">The parameters.</param>
    /// <param name="named">The parameters that give the names, where these don't.</param>
    public static EquatableArray<ParameterModel> Of(IReadOnlyList<IParameterSymbol> parameters, IReadOnlyList<IParameterSymbol>? named = null) =>
        parameters.Select((parameter, index) => Of(parameter, (named ?? parameters)[index].Name, mayBeLeftOut: parameters.Skip(index + 1).All(static p => p.IsOptional || p.IsParams))).ToEquatableArray();

    private static ParameterModel Of(IParameterSymbol parameter, string name, bool mayBeLeftOut) => new()
    {
        Name = TypeTexts.Escape(name),
        Type = parameter.Type.Text(),
        Modifiers = Modifiers(parameter),
        PassedBy = parameter switch
        {
            { RefKind: RefKind.Ref } => "ref ",
            { RefKind: RefKind.Out } => "out ",
            { RefKind: RefKind.In or RefKind.RefReadOnlyParameter } => "in ",
            { Type: IDynamicTypeSymbol { NullableAnnotation: NullableAnnotation.Annotated } } => "(object?)",
            { Type: IDynamicTypeSymbol } => "(object)",
            _ => "",
        },
        Default = mayBeLeftOut && parameter.HasExplicitDefaultValue && Default(parameter) is { } value ? $" = {value}" : "",
        Attributes = AttributeTexts.Inline(parameter),
    };

    private static string Modifiers(IParameterSymbol parameter)
    {
        var isScoped = parameter.ScopedKind != ScopedKind.None && !parameter.IsParams && parameter.RefKind != RefKind.Out;
        return (isScoped ? "scoped " : "") + parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => parameter.IsParams ? "params " : "",
        };
    }

    /// <summary>The default value as C# writes it; null where only metadata can say it.</summary>
    private static string? Default(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (parameter.ExplicitDefaultValue is not { } value)
        {
            return type.IsValueType || type is ITypeParameterSymbol { HasValueTypeConstraint: true } ? "default"
                : type.NullableAnnotation == NullableAnnotation.Annotated ? type is ITypeParameterSymbol ? "default" : "null"
                : type is ITypeParameterSymbol ? "default!" : "null!";
        }

        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum })
        {
            return $"({type.Plain()})({Convert.ToString(value, CultureInfo.InvariantCulture)})";
        }

        return (type.SpecialType, value) switch
        {
            (SpecialType.System_Single, float number) => Number(number, float.IsNaN(number), float.IsPositiveInfinity(number), float.IsNegativeInfinity(number), "float", "F"),
            (SpecialType.System_Double, double number) => Number(number, double.IsNaN(number), double.IsPositiveInfinity(number), double.IsNegativeInfinity(number), "double", "D"),
            (SpecialType.System_Decimal, decimal number) => number.ToString(CultureInfo.InvariantCulture) + "M",
            (SpecialType.System_String, string) or (SpecialType.System_Char, char) or (SpecialType.System_Boolean, bool)
                or (SpecialType.System_SByte, sbyte) or (SpecialType.System_Byte, byte) or (SpecialType.System_Int16, short) or (SpecialType.System_UInt16, ushort)
                or (SpecialType.System_Int32, int) or (SpecialType.System_UInt32, uint) or (SpecialType.System_Int64, long) or (SpecialType.System_UInt64, ulong)
                or (SpecialType.System_IntPtr, int) or (SpecialType.System_UIntPtr, uint) => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
            _ => null,
        };
    }

    private static string Number(IFormattable number, bool isNaN, bool isPositive, bool isNegative, string type, string suffix) =>
        isNaN ? $"{type}.NaN"
        : isPositive ? $"{type}.PositiveInfinity"
        : isNegative ? $"{type}.NegativeInfinity"
        : number.ToString("R", CultureInfo.InvariantCulture) + suffix;
}
