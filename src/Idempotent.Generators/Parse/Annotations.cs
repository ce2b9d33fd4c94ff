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
    /// <summary>The method's own attribute, else its type's; the nearest one counts alone. Null where there is none.</summary>
    public static Annotation? Of(IMethodSymbol method, KnownSymbols known)
    {
        if (method.Attribute(known.IdempotentAttribute) is { } own)
        {
            return new Annotation(own, method, IsOnType: false);
        }

        return IsCoveredByType(method, known) && method.ContainingType.Attribute(known.IdempotentAttribute) is { } ofType
            ? new Annotation(ofType, method, IsOnType: true)
            : null;
    }

    /// <summary>Whether an attribute on the type means this method: every public one that says nothing else of itself.</summary>
    private static bool IsCoveredByType(IMethodSymbol method, KnownSymbols known) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false }
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
