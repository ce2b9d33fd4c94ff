using Idempotent.Generators.Model;
using Idempotent.Generators.Model.Keys;
using Idempotent.Generators.Parse.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>A member that runs once per key.</summary>
/// <param name="signature">The interface's method or, where only the class carries the attribute, the class's.</param>
/// <param name="annotation">The attribute whose settings count.</param>
/// <param name="nameByClass">The name that the class gives; null where it gives none.</param>
/// <param name="known">Known symbols of the compilation.</param>
internal sealed class Operation(IMethodSymbol signature, Annotation annotation, string? nameByClass, KnownSymbols known)
{
    public IMethodSymbol Signature { get; } = signature;

    public Annotation Annotation { get; } = annotation;

    /// <summary>The name that an attribute gives; null where none does.</summary>
    public string? GivenName { get; } = nameByClass ?? annotation.GivenName;

    public string Name => GivenName ?? Annotation.OperationName;

    /// <inheritdoc cref="Annotation.FullName"/>
    public string FullName => Annotation.WithTypeArguments(Name);

    public KeyContract Key { get; } = KeyParser.Parse(signature, known);

    /// <summary>The callback; null where none is named.</summary>
    public ReconcileModel? Reconcile { get; set; }
}
