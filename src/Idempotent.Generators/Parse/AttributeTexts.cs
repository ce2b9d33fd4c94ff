using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Generators.Parse;

/// <summary>Attributes that matter to the compiler, the trimmer or a caller, copied to the wrapper's member.</summary>
internal static class AttributeTexts
{
    private static readonly HashSet<string> s_copied =
    [
        "System.ObsoleteAttribute",
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute",
        "System.Runtime.Versioning.RequiresPreviewFeaturesAttribute",
        "System.Runtime.Versioning.SupportedOSPlatformAttribute",
        "System.Runtime.Versioning.UnsupportedOSPlatformAttribute",
        "System.Diagnostics.CodeAnalysis.AllowNullAttribute",
        "System.Diagnostics.CodeAnalysis.DisallowNullAttribute",
        "System.Diagnostics.CodeAnalysis.MaybeNullAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullAttribute",
        "System.Diagnostics.CodeAnalysis.MaybeNullWhenAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullWhenAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullIfNotNullAttribute",
        "System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute",
        "System.Diagnostics.CodeAnalysis.DoesNotReturnIfAttribute",
        "System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute",
        "System.Diagnostics.CodeAnalysis.ConstantExpectedAttribute",
        "System.Diagnostics.CodeAnalysis.StringSyntaxAttribute",
        "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute",
        "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute",
        "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute",
        "Microsoft.Extensions.DependencyInjection.ServiceKeyAttribute",
    ];

    /// <summary>The attributes to copy, each without brackets.</summary>
    private static IEnumerable<string> Copied(IEnumerable<AttributeData> attributes) =>
        attributes.Where(static a => a.AttributeClass is { } type && s_copied.Contains(type.ToDisplayString())).Select(Text);

    /// <summary>The attributes to copy, in brackets, one an item.</summary>
    public static EquatableArray<string> Lines(ISymbol symbol, IMethodSymbol? returning = null) =>
        Copied(symbol.GetAttributes()).Select(static text => $"[{text}]")
            .Concat(returning is null ? [] : Copied(returning.GetReturnTypeAttributes()).Select(static text => $"[return: {text}]"))
            .ToEquatableArray();

    /// <summary>
    /// The same for a property: in metadata what it says of null stands on the value that is set and on what is returned, and the compiler reads it from the property alone.
    /// </summary>
    public static EquatableArray<string> OfProperty(IPropertySymbol property) =>
        Copied(property.GetAttributes().Concat(property.SetMethod?.Parameters.Last().GetAttributes() ?? []).Concat(property.GetMethod?.GetReturnTypeAttributes() ?? []))
            .Select(static text => $"[{text}]").Distinct(StringComparer.Ordinal).ToEquatableArray();

    /// <summary>The attributes to copy, in brackets, before the thing itself on its line; "" when there is none.</summary>
    public static string Inline(ISymbol symbol) => string.Concat(Copied(symbol.GetAttributes()).Select(static text => $"[{text}] "));

    public static bool IsObsolete(ISymbol symbol) => symbol.GetAttributes().Any(static a => a.AttributeClass?.ToDisplayString() == "System.ObsoleteAttribute");

    private static string Text(AttributeData attribute)
    {
        var arguments = attribute.ConstructorArguments.Select(Constant)
            .Concat(attribute.NamedArguments.Select(static named => $"{named.Key} = {Constant(named.Value)}"));
        var list = string.Join(", ", arguments);
        var type = attribute.AttributeClass!.Plain();
        return list.Length == 0 ? type : $"{type}({list})";
    }

    private static string Primitive(TypedConstant constant) => SymbolDisplay.FormatPrimitive(constant.Value!, quoteStrings: true, useHexadecimalNumbers: false)!;

    private static string Constant(TypedConstant constant) => constant switch
    {
        { IsNull: true } => "null",
        { Kind: TypedConstantKind.Enum } => $"({constant.Type!.Plain()})({constant.Value})",
        { Kind: TypedConstantKind.Type } => $"typeof({((ITypeSymbol)constant.Value!).Plain()})",
        { Kind: TypedConstantKind.Array } => $"new {constant.Type!.Plain()} {{ {string.Join(", ", constant.Values.Select(Constant))} }}",
        { Value: string or bool or char or int } => Primitive(constant),

        // Where the attribute takes an object, a number without its type would be an int.
        _ => $"({constant.Type!.Plain()})({Primitive(constant)})",
    };
}
