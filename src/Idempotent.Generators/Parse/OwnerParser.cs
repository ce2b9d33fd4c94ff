using System.Collections.Immutable;
using Idempotent.Generators.Model;
using Idempotent.Generators.Parse.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Parse;

/// <summary>From one attribute in the source to what its type stands for. Each type is parsed once, at its first attribute.</summary>
internal static class OwnerParser
{
    public static OwnerModel Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var known = KnownSymbols.Of(context.SemanticModel.Compilation);
        var intercepted = Interception.Declared(context.TargetSymbol, known, cancellationToken).ToEquatableArray();
        return context.TargetSymbol switch
        {
            INamedTypeSymbol type => Of(type),
            IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction } method =>
                new(ImmutableArray.Create(ServiceParser.Refused(method.ContainingType, Placement.Refuse(method, known)!, known)), [], intercepted, []),
            IMethodSymbol method when IsFirst(method.Declared(), known) => Of(method.Declared().ContainingType),
            _ => new([], [], intercepted, []),
        };

        OwnerModel Of(INamedTypeSymbol type) =>
            new(Parse(type, known, cancellationToken), OneOrNone(PartialParser.Parse(type, known, cancellationToken)), intercepted, OneOrNone(Contracts.Parse(type, known)));
    }

    private static EquatableArray<T> OneOrNone<T>(T? model)
        where T : class, IEquatable<T> => model is null ? [] : ImmutableArray.Create(model);

    /// <summary>Whether an interface or class may inherit annotated members: it has a base.</summary>
    public static bool MayInherit(SyntaxNode node, CancellationToken cancellationToken) =>
        node is InterfaceDeclarationSyntax { BaseList: not null } or ClassDeclarationSyntax { BaseList: not null };

    public static ServiceModel? ParseInheriting(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var known = KnownSymbols.Of(context.SemanticModel.Compilation);
        return known.IsReferenced
            && context.SemanticModel.GetDeclaredSymbol(context.Node, cancellationToken) is INamedTypeSymbol type
            && type.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()).First(static node => MayInherit(node, default)) == context.Node
            ? ParseInheriting(type, known, cancellationToken)
            : null;
    }

    /// <summary>A type that says nothing itself and inherits members that run once per key: an interface that is registered as such, a class that is made. Null for all others.</summary>
    public static ServiceModel? ParseInheriting(INamedTypeSymbol type, KnownSymbols known, CancellationToken cancellationToken) => type.TypeKind switch
    {
        TypeKind.Class when DerivedMembers.MayHave(type.BaseType, known) && !Annotations.In(type, known).Any() => DerivedParser.Parse(type, known, cancellationToken),
        TypeKind.Interface when !Annotations.In(type, known).Any()
            && type.AllInterfaces.Any(inherited => Annotations.In(inherited, known).Any(annotation => Placement.Of(annotation.Carrier, known).Way == Way.Decorated)) =>
            ServiceParser.Parse(type, implementation: null, known, cancellationToken),
        _ => null,
    };

    /// <summary>Why the method runs through nothing that is generated, whichever way it would go; decorators are asked for themselves.</summary>
    private static Refusal? Refuse(Annotation annotation, KnownSymbols known) => Placement.IsPartial(annotation.Carrier)
        ? PartialParser.Refuse(annotation, known)
        : Placement.Refuse(annotation.Carrier, known) ?? known.InterceptorOf(annotation.Carrier.Declared())?.Refusal;

    private static bool IsFirst(IMethodSymbol method, KnownSymbols known) =>
        !method.ContainingType.Has(known.IdempotentAttribute)
        && method.ContainingType.GetMembers().FirstOrDefault(member => member is IMethodSymbol && member.Has(known.IdempotentAttribute)).Is(method);

    /// <summary>The services that a type stands for, each with its wrapper or the reason why it has none.</summary>
    public static ImmutableArray<ServiceModel> Parse(INamedTypeSymbol type, KnownSymbols known, CancellationToken cancellationToken)
    {
        var annotations = Annotations.In(type, known).ToList();
        var services = ImmutableArray.CreateBuilder<ServiceModel>();
        services.AddRange(Decorated(type, annotations, known).Select(service => ServiceParser.Parse(service, service.Is(type) ? null : type, known, cancellationToken)));
        if (annotations.Count > 0 && !IsDecorated(type, annotations, known)
            && (Refuse(annotations, known) is { } refusal ? ServiceParser.Refused(type, refusal, known) : DerivedParser.Parse(type, known, cancellationToken)) is { } ofClass)
        {
            services.Add(ofClass);
        }

        return services.ToImmutable();
    }

    /// <summary>The reasons why services of the type have no wrapper, without making the wrappers of others.</summary>
    public static IEnumerable<Refusal> Refuse(INamedTypeSymbol type, KnownSymbols known)
    {
        var annotations = Annotations.In(type, known).ToList();
        var ofClass = annotations.Count == 0 || IsDecorated(type, annotations, known) ? null : Refuse(annotations, known) ?? DerivedParser.Refuse(type, known);
        return Decorated(type, annotations, known).Select(service => ServiceParser.Refuse(service, service.Is(type) ? null : type, known)).Append(ofClass).OfType<Refusal>();
    }

    /// <summary>The interfaces that get a decorator: the type itself, or those that it implements.</summary>
    private static IEnumerable<INamedTypeSymbol> Decorated(INamedTypeSymbol type, List<Annotation> annotations, KnownSymbols known) =>
        annotations.Count == 0 ? [] : IsDecorated(type, annotations, known) ? [type] : type.AllInterfaces.Where(service => NeedsDecorator(type, service, known));

    private static bool IsDecorated(INamedTypeSymbol type, List<Annotation> annotations, KnownSymbols known) =>
        type.TypeKind == TypeKind.Interface && annotations.Exists(annotation => Placement.Of(annotation.Carrier, known).Way == Way.Decorated);

    private static Refusal? Refuse(List<Annotation> annotations, KnownSymbols known) => annotations.Select(annotation => Refuse(annotation, known)).FirstOrDefault(static refusal => refusal is not null);

    /// <summary>Whether a class's own attributes ask for a decorator of the interface: for what it runs, or to forward what others would run and a generated body does.</summary>
    private static bool NeedsDecorator(INamedTypeSymbol type, INamedTypeSymbol service, KnownSymbols known) => InterfaceMembers.Of(service).OfType<IMethodSymbol>().Any(member =>
        InterfaceMembers.Implementation(type, member) is { } method && method.ContainingType.Is(type) && Annotations.Of(method, known) is not null
            && (Placement.Of(method, known).Way == Way.Decorated || (Placement.IsPartial(method) && Annotations.Of(member, known) is not null)));
}
