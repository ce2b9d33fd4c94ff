using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Finds the callback that <c>Reconcile = nameof(…)</c> names.</summary>
internal static class ReconcileParser
{
    /// <summary>The callback, or why there is none; neither where none is named.</summary>
    /// <param name="method">The method whose outcome it finds out.</param>
    /// <param name="attribute">The attribute that names it.</param>
    /// <param name="service">What the emitted code has an instance of.</param>
    /// <param name="implementation">The class whose methods are looked at first; null where only the service is known.</param>
    /// <param name="way">How the method runs, which is from where the callback is reached.</param>
    /// <param name="known">Known symbols of the compilation.</param>
    public static (ReconcileModel? Model, Refusal? Refusal) Parse(
        IMethodSymbol method, AttributeData attribute, INamedTypeSymbol service, INamedTypeSymbol? implementation, Way way, KnownSymbols known)
    {
        if (attribute.Text("Reconcile") is not { } name)
        {
            return default;
        }

        var result = Results.ResultOf(method, known) ?? known.NoResult!;
        foreach (var type in Candidates(service, implementation))
        {
            foreach (var candidate in type.GetMembers(name).OfType<IMethodSymbol>())
            {
                if (Fits(candidate, method, result, known))
                {
                    // Code in the class or in a derived one reaches what base classes declare as its own.
                    var isInherited = service.TypeKind != TypeKind.Interface && type.TypeKind != TypeKind.Interface;
                    var isReachable = isInherited && way == Way.Derived
                        ? Derivation.IsInherited(candidate, known)
                        : known.Compilation.IsSymbolAccessibleWithin(candidate, way == Way.Partial ? service : known.Compilation.Assembly);
                    return isReachable
                        ? (Model(candidate, method, !candidate.IsStatic && (isInherited || type.Is(service)) ? null : type), null)
                        : (null, new Refusal("IDEM101", $"Reconcile names {name}, which generated code can't call because it is private or protected; make it internal", "Reconcile"));
                }
            }
        }

        var where = implementation is null && service.TypeKind == TypeKind.Interface ? $"{service.Name} (an attribute on an interface can name only what the interface declares)" : (implementation ?? service).Name;
        var returns = $"Task<Reconciled<{result.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}>>";
        return (null, new Refusal("IDEM101", $"Reconcile names {name}, and {where} has no such method with the same parameters that returns {returns}", "Reconcile"));
    }

    private static IEnumerable<INamedTypeSymbol> Candidates(INamedTypeSymbol service, INamedTypeSymbol? implementation) =>
        ((implementation ?? (service.TypeKind == TypeKind.Interface ? null : service))?.SelfAndBases() ?? [])
            .Concat(service.AllInterfaces.Prepend(service).Where(static type => type.TypeKind == TypeKind.Interface));

    private static bool Fits(IMethodSymbol candidate, IMethodSymbol method, ITypeSymbol result, KnownSymbols known)
    {
        if (candidate.IsStatic != method.IsStatic || candidate.Arity != method.Arity || candidate.Parameters.Length != method.Parameters.Length)
        {
            return false;
        }

        var constructed = method.Arity == 0 ? candidate : candidate.Construct([.. method.TypeArguments]);
        return constructed.ReturnType is INamedTypeSymbol { Arity: 1 } task
            && task.OriginalDefinition.Is(known.TaskOfT)
            && task.TypeArguments[0] is INamedTypeSymbol { Arity: 1 } reconciled
            && reconciled.OriginalDefinition.Is(known.Reconciled)
            && reconciled.TypeArguments[0].Is(result)
            && constructed.Parameters.Zip(method.Parameters, static (a, b) => a.RefKind == b.RefKind && a.Type.Is(b.Type)).All(static same => same);
    }

    private static ReconcileModel Model(IMethodSymbol candidate, IMethodSymbol method, INamedTypeSymbol? receiver) => new(
        receiver?.Plain(),
        TypeTexts.Escape(candidate.Name),
        method.Arity == 0 ? "" : $"<{string.Join(", ", method.TypeArguments.Select(TypeTexts.Text))}>");
}
