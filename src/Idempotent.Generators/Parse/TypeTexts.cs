using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Generators.Parse;

/// <summary>Symbols as emitted code writes them: from <c>global::</c> on, so that no namespace or type of the user's gets in between.</summary>
internal static class TypeTexts
{
    private static readonly SymbolDisplayFormat s_plain = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    private static readonly SymbolDisplayFormat s_annotated = s_plain.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type with its nullable annotations.</summary>
    public static string Text(this ITypeSymbol type) => type.ToDisplayString(s_annotated);

    /// <summary>The type without annotations, and without one of its own: for casts, <c>is</c> and comparison.</summary>
    public static string Plain(this ITypeSymbol type) => type.ToDisplayString(s_plain);

    /// <summary>The type as written in <c>typeof</c>: open where it is generic by itself.</summary>
    public static string OpenText(this INamedTypeSymbol type) =>
        type.IsGenericType && type.IsDefinition ? type.ConstructUnboundGenericType().ToDisplayString(s_plain) : type.Plain();

    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The full name as metadata has it: <c>Namespace.Outer`1+Inner</c>.</summary>
    public static string MetadataName(this INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{outer.MetadataName()}+{type.MetadataName}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.Path()}.{type.MetadataName}"
        : type.MetadataName;

    /// <summary>Namespaces and types by name, outermost first: what an operation is called after.</summary>
    public static string PathOf(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{PathOf(outer)}.{type.Name}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.Path()}.{type.Name}"
        : type.Name;

    /// <summary>The namespace by name, outermost first, without escapes.</summary>
    public static string Path(this INamespaceSymbol space) =>
        space.ContainingNamespace is { IsGlobalNamespace: false } outer ? $"{outer.Path()}.{space.Name}" : space.Name;

    /// <summary>Type parameters of the type and of those around it, outermost first.</summary>
    public static IEnumerable<ITypeParameterSymbol> AllTypeParameters(this INamedTypeSymbol type) =>
        (type.ContainingType?.AllTypeParameters() ?? []).Concat(type.TypeParameters);

    /// <summary>Type arguments of the type and of those around it, outermost first.</summary>
    public static IEnumerable<ITypeSymbol> AllTypeArguments(this INamedTypeSymbol type) =>
        (type.ContainingType?.AllTypeArguments() ?? []).Concat(type.TypeArguments);

    /// <summary>Every type that a type is made of, itself included.</summary>
    public static IEnumerable<ITypeSymbol> Parts(this ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.Parts().Prepend(type),
        IPointerTypeSymbol pointer => pointer.PointedAtType.Parts().Prepend(type),
        IFunctionPointerTypeSymbol pointer => pointer.Signature.Parameters.Select(p => p.Type).Append(pointer.Signature.ReturnType).SelectMany(Parts).Prepend(type),
        INamedTypeSymbol named => named.AllTypeArguments().SelectMany(Parts).Prepend(type),
        _ => [type],
    };
}
