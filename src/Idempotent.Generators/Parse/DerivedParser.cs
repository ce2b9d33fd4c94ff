using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>From a class with virtual methods that run once per key, its own or inherited, to the class that is derived from it.</summary>
internal sealed class DerivedParser
{
    private readonly INamedTypeSymbol _type;
    private readonly KnownSymbols _known;
    private readonly FreeNames _names;

    private DerivedParser(INamedTypeSymbol type, KnownSymbols known)
    {
        _type = type;
        _known = known;
        _names = new FreeNames(type.SelfAndBases().SelectMany(static t => t.GetMembers()).SelectMany(FreeNames.In).Concat(type.AllTypeParameters().Select(static p => p.Name)));
    }

    /// <summary>The class and its derived one, or the reason why it has none; null where it needs none: it has no such methods, or it is abstract.</summary>
    public static ServiceModel? Parse(INamedTypeSymbol type, KnownSymbols known, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (operations, refusal) = Read(type, known);
        return operations.Count == 0 ? null
            : refusal is not null ? ServiceParser.Refused(type, refusal, known)
            : type.IsAbstract ? null
            : ServiceParser.Derived(type, new DerivedParser(type, known).Parse(operations), known);
    }

    /// <summary>Why a class that needs a derived one has none, without making one; null where it has one, or needs none.</summary>
    public static Refusal? Refuse(INamedTypeSymbol type, KnownSymbols known) => Read(type, known).Refusal;

    private static (IReadOnlyList<Operation> Operations, Refusal? Refusal) Read(INamedTypeSymbol type, KnownSymbols known)
    {
        var members = DerivedMembers.Of(type, known).ToList();
        if (members.Count == 0)
        {
            return ([], null);
        }

        var (operations, refusal) = Operations.OfDerived(type, members, known);
        return (operations, refusal ?? (type.IsAbstract ? null : Derivation.RefuseClass(type, members[0].Method, known)));
    }

    private DerivedModel Parse(IReadOnlyList<Operation> operations) => new()
    {
        Namespace = Names.Namespace(_type),
        Name = Names.Wrapper(_type, implementation: null, _known.Compilation),
        RuntimeField = _names.Take("_runtime"),
        RuntimeProperty = _names.Take("Runtime"),
        Self = _names.Take("self"),
        BaseName = _type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
        Constructors = Derivation.Constructors(_type, _known).Select(Constructor).ToEquatableArray(),
        Members = operations.Select(Override).ToEquatableArray<MemberModel>(),
    };

    private static ConstructorModel Constructor(IMethodSymbol constructor) => new(
        (constructor.DeclaredAccessibility == Accessibility.Public ? "public " : "internal ") + (Shapes.IsUnsafe(constructor) ? "unsafe " : ""),
        AttributeTexts.Lines(constructor),
        new FreeNames(FreeNames.In(constructor)).Take("runtime"),
        Parameters.Of(constructor.Parameters));

    private MethodModel Override(Operation operation)
    {
        var method = operation.Signature;
        return new MethodModel
        {
            Name = TypeTexts.Escape(method.Name),
            Declaring = method.ContainingType.Text(),
            IsOfService = true,
            IsExplicit = false,
            Modifiers = Derivation.Accessible(method, _known) + "override ",
            Attributes = AttributeTexts.Lines(method, method),
            Type = method.ReturnsVoid ? "void" : method.ReturnType.Text(),
            ReturnsRef = false,
            TypeParameters = TypeParameters.Of(method.TypeParameters),
            Parameters = Parameters.Of(method.Parameters, named: operation.Keyed.Parameters),
            Operation = OperationParser.Parse(operation, _names.Take("s_" + FreeNames.Camel(method.Name)), _names.Take(method.Name + "Operation"), _known),
            Body = _names.Take(method.Name + "Body"),
            Disposes = Disposal.None,
        };
    }
}
