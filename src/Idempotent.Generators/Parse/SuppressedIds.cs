using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Ids of diagnostics that naming a service, its members or their types reports: the developer has heard them where the interface is declared.</summary>
internal static class SuppressedIds
{
    public static IEnumerable<string> Of(INamedTypeSymbol service, INamedTypeSymbol? implementation) =>
        Of(
            service.TypeKind == TypeKind.Interface ? InterfaceMembers.Of(service) : Inherited(service),
            service.AllInterfaces.Append(service).Concat(implementation is null ? [] : [implementation]));

    /// <summary>The same for one method.</summary>
    public static IEnumerable<string> Of(IMethodSymbol method) => Of([method], []);

    /// <param name="members">Members that are named, with the types of their signatures.</param>
    /// <param name="types">Types that are named besides.</param>
    public static IEnumerable<string> Of(IEnumerable<ISymbol> members, IEnumerable<INamedTypeSymbol> types) =>
        members
            .SelectMany(Signature)
            .Concat(types)
            .Distinct(SymbolEqualityComparer.Default)
            .SelectMany(Around)
            .SelectMany(static symbol => symbol!.GetAttributes())
            .Select(Id)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .OrderBy(static id => id, StringComparer.Ordinal);

    /// <summary>What a derived class may name: the methods of the class and its base classes, constructors among them.</summary>
    private static IEnumerable<ISymbol> Inherited(INamedTypeSymbol type) =>
        (type.BaseType is { SpecialType: not SpecialType.System_Object } parent ? Inherited(parent) : []).Concat(type.GetMembers().OfType<IMethodSymbol>()).Append(type);

    private static IEnumerable<ISymbol> Signature(ISymbol member)
    {
        IEnumerable<ITypeSymbol> types = member switch
        {
            IMethodSymbol method => method.Parameters.Select(static p => p.Type).Append(method.ReturnType).Concat(method.TypeParameters.SelectMany(static p => p.ConstraintTypes)),
            IPropertySymbol property => property.Parameters.Select(static p => p.Type).Append(property.Type),
            IEventSymbol @event => [@event.Type],
            _ => [],
        };
        return types.SelectMany(TypeTexts.Parts).Prepend(member);
    }

    private static IEnumerable<ISymbol> Around(ISymbol? symbol)
    {
        for (; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            yield return symbol;
        }
    }

    private static string? Id(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() switch
    {
        "System.ObsoleteAttribute" => attribute.NamedArguments.FirstOrDefault(static a => a.Key == "DiagnosticId").Value.Value as string,
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute" => attribute.ConstructorArguments.FirstOrDefault().Value as string,
        _ => null,
    };
}
