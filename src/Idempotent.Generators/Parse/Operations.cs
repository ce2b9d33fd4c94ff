using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>The members of a service that run once per key, each with what its wrapper is made from.</summary>
internal sealed class Operations
{
    private readonly Dictionary<IMethodSymbol, Operation> _byMember = new(SymbolEqualityComparer.Default);

    public Operations(INamedTypeSymbol service, INamedTypeSymbol? implementation, KnownSymbols known)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in InterfaceMembers.Of(service).OfType<IMethodSymbol>())
        {
            var implementing = implementation is null ? null : InterfaceMembers.Implementation(implementation, member);
            var onInterface = Annotations.Of(member, known);
            var onClass = implementing is null ? null : Annotations.Of(implementing, known);
            if ((onInterface ?? onClass) is not { } annotation)
            {
                continue;
            }

            // What a generated body or a derived class runs is only forwarded.
            if (onClass is not null && Placement.Of(onClass.Carrier, known).Way != Way.Decorated)
            {
                Refusal ??= onInterface is null ? null : Agreement.Refuse(onInterface, onClass);
                continue;
            }

            var operation = new Operation(onInterface is null ? implementing! : member, annotation, implementation ?? service, onClass?.GivenName, known);
            Refusal ??= Shapes.RefuseMethod(operation.Signature)
                ?? (onInterface is not null && onClass is not null ? Agreement.Refuse(onInterface, onClass) : null)
                ?? Refuse(operation, service, implementation, Way.Decorated, known);
            if (!names.Add(operation.FullName))
            {
                Refusal ??= SharedName(operation, service);
            }

            _byMember[member] = operation;
        }

        foreach (var accessor in service.GetMembers().OfType<IMethodSymbol>().Where(static m => m.MethodKind != MethodKind.Ordinary))
        {
            Refusal ??= accessor.Has(known.IdempotentAttribute) ? Placement.Refuse(accessor, known) : null;
        }

        foreach (var hidden in Annotations.In(service, known).Select(static annotation => annotation.Carrier).Where(m => !_byMember.ContainsKey(m)))
        {
            Refusal ??= Placement.Refuse(hidden, known);
        }
    }

    /// <summary>The first reason against the wrapper; null when there is none.</summary>
    public Refusal? Refusal { get; }

    public bool TryGet(IMethodSymbol member, out Operation operation) => _byMember.TryGetValue(member, out operation!);

    /// <summary>The operations of a derived class, and the first reason against it.</summary>
    public static (IReadOnlyList<Operation> Operations, Refusal? Refusal) OfDerived(INamedTypeSymbol type, IReadOnlyList<DerivedMember> members, KnownSymbols known)
    {
        var operations = new List<Operation>();
        Refusal? refusal = null;
        foreach (var member in members)
        {
            var declared = member.Annotation.Carrier;
            var keyed = declared.Arity == 0 ? declared : declared.ConstructedFrom.Construct([.. member.Method.TypeArguments]);
            var operation = new Operation(member.Method, member.Annotation, type, member.NameByOverride, known, keyed);
            refusal ??= Placement.Of(member.Method, known).Refusal
                ?? Derivation.RefuseHidden(type, member.Method)
                ?? RefuseTwice(type, member.Method, known)
                ?? (Shapes.HiddenTypeParameter(member.Method, type) is { } hidden ? new Refusal("IDEM101", $"{member.Method.Name} {hidden}") : null)
                ?? member.Annotations.Select(annotation => annotation == member.Annotation ? null : Agreement.Refuse(member.Annotation, annotation)).FirstOrDefault(static r => r is not null)
                ?? Refuse(operation, type, implementation: null, Way.Derived, known);
            if (operations.Any(other => other.FullName == operation.FullName))
            {
                refusal ??= SharedName(operation, type);
            }

            operations.Add(operation);
        }

        return (operations, refusal);
    }

    private static Refusal? RefuseTwice(INamedTypeSymbol type, IMethodSymbol method, KnownSymbols known) => type.AllInterfaces.SelectMany(static service => service.GetMembers()).OfType<IMethodSymbol>()
        .FirstOrDefault(member => Annotations.Of(member, known) is not null && InterfaceMembers.Implementation(type, member).Is(method)) is { } twice
        ? new Refusal("IDEM101", $"{type.Name}.{method.Name} would run in a derived class and again in the wrapper of {twice.ContainingType.Name}; leave the attribute at one of them")
        : null;

    private static Refusal SharedName(Operation operation, INamedTypeSymbol type) =>
        new("IDEM103", $"two methods of {type.Name} are the operation '{operation.FullName}'; give one of them a Name");

    /// <summary>Why an operation can't be honoured; null when it can. Finds its callback and its predecessor.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="type">What the emitted code has an instance of, or belongs to.</param>
    /// <param name="implementation">The class that a decorator is for; null for any.</param>
    /// <param name="way">How it runs, which is from where it is reached.</param>
    /// <param name="known">Known symbols of the compilation.</param>
    public static Refusal? Refuse(Operation operation, INamedTypeSymbol type, INamedTypeSymbol? implementation, Way way, KnownSymbols known)
    {
        if (Results.Refuse(operation.Signature, known) is { } result)
        {
            return result;
        }

        if (Settings.Refuse(operation.Annotation.Data).FirstOrDefault() is { } setting)
        {
            return setting;
        }

        if (operation.GivenName is "")
        {
            return new Refusal("IDEM101", "the operation's name is empty", "Name");
        }

        foreach (var exception in operation.Annotation.Data.StoredExceptions())
        {
            if (Reach.Obstacle(exception, known, way == Way.Partial ? type : null) is { } obstacle)
            {
                return new Refusal("IDEM101", $"StoredExceptions: {obstacle}", "StoredExceptions");
            }
        }

        var (reconcile, refusal) = ReconcileParser.Parse(operation.Signature, operation.Annotation.Data, type, implementation, way, known);
        operation.Reconcile = reconcile;
        var (predecessor, ofPredecessor) = PredecessorParser.Parse(operation, known);
        operation.Predecessor = predecessor;
        return refusal ?? operation.Key.Refusal ?? ofPredecessor;
    }
}
