using Idempotent.Generators.Parse.Calls;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>How an annotated method runs through the runtime.</summary>
internal enum Way
{
    /// <summary>By the decorator of its interface.</summary>
    Decorated,

    /// <summary>By an override in a class that is derived from its own, or from each class that inherits it.</summary>
    Derived,

    /// <summary>By its own body, which is generated.</summary>
    Partial,

    /// <summary>At the places that call it.</summary>
    Intercepted,
}

/// <summary>The one decision that all ways share: how an annotated method runs through the runtime, or why it can't. Generator and rules ask it alike.</summary>
/// <param name="Way">How, or how it would be if it were not refused.</param>
/// <param name="Refusal">Why it can't; null where it can.</param>
/// <remarks>
/// A body that is generated covers every caller, self-calls too, so that it comes before what follows: no decorator and no derived class runs such a method
/// again. Where the interface carries the attribute too, both must agree as always; the class then has a decorator of its own, which forwards the method.
/// </remarks>
internal readonly record struct Placement(Way Way, Refusal? Refusal = null)
{
    public static Placement Of(IMethodSymbol method, KnownSymbols known)
    {
        method = method.AssociatedExtensionImplementation ?? method;
        var placement = Placed(method, known);
        return Shapes.RefuseMethod(method) is { } refusal ? placement with { Refusal = refusal } : placement;
    }

    private static Placement Placed(IMethodSymbol method, KnownSymbols known) =>
        IsPartial(method) ? new(Way.Partial, PartialMethods.Refuse(method, known))
        : IsInterfaceMember(method) ? new(Way.Decorated)
        : method.IsOverride && Overridden(method, known) is { } overridden ? OfOverride(method, Of(overridden, known), known)
        : InterfaceMembers.IsImplementation(method) ? new(Way.Decorated)
        : method.IsVirtual || method.IsAbstract || method.IsOverride ? OfVirtual(method, known)
        : new(Way.Intercepted, Interception.Refuse(method, known));

    /// <summary>Why the method runs through nothing that is generated; null where it does.</summary>
    public static Refusal? Refuse(IMethodSymbol method, KnownSymbols known) => Of(method, known).Refusal;

    /// <summary>The nearest method that this one overrides and that is annotated itself; null where there is none.</summary>
    public static IMethodSymbol? Overridden(IMethodSymbol method, KnownSymbols known)
    {
        for (var current = method.OverriddenMethod; current is not null; current = current.OverriddenMethod)
        {
            if (Annotations.Of(current, known) is not null)
            {
                return current;
            }
        }

        return null;
    }

    /// <summary>Whether the method is declared without a body, for the generator to give one. Rules see the generated one already.</summary>
    public static bool IsPartial(IMethodSymbol method) => method.IsPartialDefinition && (method.PartialImplementationPart is null || HasGeneratedBody(method));

    /// <summary>Whether the generator wrote the member or type, also in an assembly that is referenced.</summary>
    public static bool HasGeneratedBody(ISymbol symbol) => symbol.GetAttributes().Any(static a =>
        a.AttributeClass is { Name: "GeneratedCodeAttribute" } type && type.ToDisplayString() == "System.CodeDom.Compiler.GeneratedCodeAttribute" && a.ConstructorArguments.FirstOrDefault().Value is "Idempotent.Generators");

    /// <summary>Whether the member, or a type around it, was written by the generator: a wrapper, which calls the methods themselves.</summary>
    public static bool IsEmitted(ISymbol symbol) => HasGeneratedBody(symbol) || (symbol.ContainingType is { } type && IsEmitted(type));

    /// <summary>Whether whoever implements the interface takes the member's calls.</summary>
    private static bool IsInterfaceMember(IMethodSymbol method) =>
        method is { ContainingType.TypeKind: TypeKind.Interface, IsStatic: false } and ({ IsAbstract: true } or { IsVirtual: true });

    /// <summary>An override goes the way of what it overrides, so that it runs once, whether it is called as its own class's method, its base's or an interface's.</summary>
    private static Placement OfOverride(IMethodSymbol method, Placement overridden, KnownSymbols known) => overridden switch
    {
        { Refusal: not null } => overridden,
        { Way: Way.Derived } => OfVirtual(method, known),
        { Way: Way.Partial } => new(Way.Derived, Shapes.RefuseOverrideOfPartial(method)),
        _ => overridden,
    };

    private static Placement OfVirtual(IMethodSymbol method, KnownSymbols known) =>
        new(Way.Derived, Derivation.RefuseOverride(method, known) ?? Derivation.RefuseClass(method.ContainingType, method, known));
}
