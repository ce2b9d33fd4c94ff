using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>An attribute that makes a method run once per key.</summary>
/// <param name="Data">The attribute.</param>
/// <param name="Carrier">The member that it holds for.</param>
/// <param name="IsOnType">It stands on the type, so that its name is a prefix.</param>
internal sealed record Annotation(AttributeData Data, IMethodSymbol Carrier, bool IsOnType)
{
    /// <summary>The operation's name without type arguments; the attribute's, or <c>Namespace.Outer.Type.Method</c>.</summary>
    public string OperationName => GivenName ?? $"{TypeTexts.PathOf(Carrier.ContainingType)}.{SimpleName}";

    /// <summary>The name with the type arguments of the type that declares the member: what must differ within a service.</summary>
    public string FullName => OperationName + string.Concat(Carrier.ContainingType.AllTypeArguments().Select(static type => "," + type.Plain()));

    /// <summary>The name that the attribute gives; null where it gives none.</summary>
    public string? GivenName => Data.Text("Name") switch
    {
        null => null,
        var name when IsOnType => $"{name}.{SimpleName}",
        var name => name,
    };

    /// <summary>The method's name, without the interface where it is implemented explicitly.</summary>
    private string SimpleName => Carrier.ExplicitInterfaceImplementations.FirstOrDefault()?.Name ?? Carrier.Name;
}

/// <summary>Which methods run once per key.</summary>
internal static class Annotations
{
    /// <summary>The method's own attribute, else its type's; the nearest one counts alone. Null where there is none. A method of an extension block is carried by the static method that it is.</summary>
    public static Annotation? Of(IMethodSymbol method, KnownSymbols known)
    {
        method = method.AssociatedExtensionImplementation ?? method;
        if (method.Attribute(known.IdempotentAttribute) is { } own)
        {
            return new Annotation(own, method, IsOnType: false);
        }

        // Few types carry it, so that it comes first.
        return method.ContainingType?.Attribute(known.IdempotentAttribute) is { } ofType && IsCoveredByType(method, known)
            ? new Annotation(ofType, method, IsOnType: true)
            : null;
    }

    /// <summary>The annotated methods of a type; those of an extension block are its static class's.</summary>
    public static IEnumerable<Annotation> In(INamedTypeSymbol type, KnownSymbols known) =>
        type.IsExtension ? [] : type.GetMembers().OfType<IMethodSymbol>().Select(method => Of(method, known)).OfType<Annotation>();

    /// <summary>
    /// Whether an attribute on the type means this method: every public one that says nothing else of itself. The methods of extension blocks are members of the static class too, which counts as
    /// implicit.
    /// </summary>
    private static bool IsCoveredByType(IMethodSymbol method, KnownSymbols known) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public } and ({ IsImplicitlyDeclared: false } or { ContainingType.IsStatic: true })
        && !PartialMethods.IsCore(method, known)
        && !method.Has(known.NaturallyIdempotentAttribute)
        && !method.Has(known.NonIdempotentAttribute)
        && !OverridesObject(method)
        && method is not { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true };

    private static bool OverridesObject(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden)
        {
            method = overridden;
        }

        return method.ContainingType.SpecialType == SpecialType.System_Object;
    }
}
