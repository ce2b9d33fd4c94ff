using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>From an interface, and the class that carries the attribute if one does, to the wrapper or the reason why there is none.</summary>
internal static class ServiceParser
{
    public static ServiceModel Parse(INamedTypeSymbol service, INamedTypeSymbol? implementation, KnownSymbols known, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (RefuseTypes(service, implementation, known) is { } refusal)
        {
            return Model(service, implementation, wrapper: null, refusal, known);
        }

        var operations = new Operations(service, implementation, known);
        if (operations.Refusal is { } ofOperation)
        {
            return Model(service, implementation, wrapper: null, ofOperation, known);
        }

        var name = Names.Wrapper(service, implementation, known.Compilation);
        var members = new MemberParser(service, name, operations, known);
        var wrapper = new DecoratorModel
        {
            Namespace = Names.Namespace(implementation ?? service),
            Name = name,
            InnerField = members.InnerField,
            RuntimeField = members.RuntimeField,
            OwnsInnerField = members.OwnsInnerField,
            Members = members.Parse(),
            Disposal = (service.AllInterfaces.Contains(known.Disposable!, SymbolEqualityComparer.Default) ? Disposal.Disposable : Disposal.None)
                | (service.AllInterfaces.Contains(known.AsyncDisposable!, SymbolEqualityComparer.Default) ? Disposal.AsyncDisposable : Disposal.None),
        };
        return Model(service, implementation, wrapper, refusal: null, known);
    }

    /// <summary>Why there is no wrapper, without making one; null where there is one.</summary>
    public static Refusal? Refuse(INamedTypeSymbol service, INamedTypeSymbol? implementation, KnownSymbols known) =>
        RefuseTypes(service, implementation, known) ?? new Operations(service, implementation, known).Refusal;

    /// <summary>A class and the one that is derived from it.</summary>
    public static ServiceModel Derived(INamedTypeSymbol type, DerivedModel derived, KnownSymbols known) => Model(type, implementation: null, derived, refusal: null, known);

    /// <summary>A type that gets no wrapper at all.</summary>
    public static ServiceModel Refused(INamedTypeSymbol type, Refusal refusal, KnownSymbols known) => Model(type, implementation: null, wrapper: null, refusal, known);

    /// <summary>Why the types themselves stand in the way; null when they don't.</summary>
    public static Refusal? RefuseTypes(INamedTypeSymbol service, INamedTypeSymbol? implementation, KnownSymbols known)
    {
        var obstacle = Reach.Obstacle(service, known) ?? (implementation is null ? null : Reach.Obstacle(implementation, known));
        if (obstacle is not null)
        {
            return new Refusal("IDEM101", obstacle);
        }

        var isInOrder = implementation is null
            || implementation.AllTypeParameters().SequenceEqual(service.AllTypeArguments(), SymbolEqualityComparer.Default)
            || !implementation.AllTypeParameters().Any();
        return isInOrder
            ? Shapes.RefuseService(service, known)
            : new Refusal("IDEM101", $"{implementation!.Name} does not have exactly the type parameters of {service.Name} in their order, so no container can pair the two; put the attribute on the interface");
    }

    private static ServiceModel Model(INamedTypeSymbol service, INamedTypeSymbol? implementation, WrapperModel? wrapper, Refusal? refusal, KnownSymbols known)
    {
        var owner = implementation ?? service;
        var canBeNamed = Reach.Obstacle(service, known) is null && (implementation is null || Reach.Obstacle(implementation, known) is null);
        return new ServiceModel
        {
            HintName = Names.Hint(service, implementation),
            Service = service.Plain(),
            ServiceOf = !canBeNamed ? null : owner.AllTypeParameters().Any() ? service.OriginalDefinition.OpenText() : service.Plain(),
            Definition = service.TypeKind == TypeKind.Interface ? Definition(service) : null,
            Wrapper = wrapper,
            Implementation = implementation is null || !canBeNamed ? null : new ImplementationModel(implementation.OpenText(), implementation.Plain(), Depth(implementation)),
            TypeParameters = TypeParameters.Of(owner.AllTypeParameters()),
            IsPublic = Reach.IsPublic(service) && Reach.IsPublic(owner),
            IsClass = service.TypeKind != TypeKind.Interface,
            Attributes = AttributeTexts.Lines(service).Concat(implementation is null ? [] : AttributeTexts.Lines(implementation)).Distinct().ToEquatableArray(),
            SuppressedIds = SuppressedIds.Of(service, implementation).ToEquatableArray(),
            Refusal = refusal,
        };
    }

    private static DefinitionModel? Definition(INamedTypeSymbol service) =>
        service.Arity > 0 && service.ContainingType is not { IsGenericType: true } && !service.TypeArguments.SelectMany(TypeTexts.Parts).Any(static part => part is ITypeParameterSymbol)
            ? new(service.OriginalDefinition.Plain(), $"<{string.Join(", ", service.TypeArguments.Select(TypeTexts.Plain))}>")
            : null;

    private static int Depth(INamedTypeSymbol type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;
}
