using Idempotent.Generators.Model;
using Idempotent.Generators.Model.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>A member that runs once per key.</summary>
/// <param name="signature">The interface's method or, where only the class carries the attribute, the class's; in a derived class the method that it overrides.</param>
/// <param name="annotation">The attribute whose settings count.</param>
/// <param name="owner">The type that gets a wrapper or a derived class.</param>
/// <param name="nameByClass">The name that the class gives; null where it gives none.</param>
/// <param name="known">Known symbols of the compilation.</param>
/// <param name="keyed">The method whose parameters' names and marks are the key's; null where that is <paramref name="signature"/>.</param>
internal sealed class Operation(IMethodSymbol signature, Annotation annotation, INamedTypeSymbol owner, string? nameByClass, KnownSymbols known, IMethodSymbol? keyed = null)
{
    public IMethodSymbol Signature { get; } = signature;

    /// <summary>The method whose parameters' names and marks are the key's.</summary>
    public IMethodSymbol Keyed { get; } = keyed ?? signature;

    public Annotation Annotation { get; } = annotation;

    /// <summary>The name that an attribute gives; null where none does.</summary>
    public string? GivenName { get; } = nameByClass ?? annotation.GivenName;

    public string Name => GivenName ?? Annotation.OperationName;

    /// <summary>
    /// Type arguments that belong to the name: those of the type that declares the member and, where that is inherited by a generic type, of this one, since each choice of them is an
    /// implementation of its own.
    /// </summary>
    public IReadOnlyList<ITypeSymbol> TypeArguments { get; } = Arguments(annotation.Carrier.ContainingType, owner);

    /// <summary>The name with its type arguments: what must differ within a service.</summary>
    public string FullName => Name + string.Concat(TypeArguments.Select(static type => "," + type.Plain()));

    public KeyContract Key { get; } = known.KeyOf(keyed ?? signature);

    /// <summary>The callback; null where none is named.</summary>
    public ReconcileModel? Reconcile { get; set; }

    /// <summary>What it was before its contract changed; null where it names nothing.</summary>
    public PredecessorModel? Predecessor { get; set; }

    private static List<ITypeSymbol> Arguments(INamedTypeSymbol declaring, INamedTypeSymbol owner)
    {
        var arguments = declaring.AllTypeArguments().ToList();
        return [.. arguments, .. owner.AllTypeParameters().Where(own => !arguments.SelectMany(TypeTexts.Parts).Contains(own, SymbolEqualityComparer.Default))];
    }
}
