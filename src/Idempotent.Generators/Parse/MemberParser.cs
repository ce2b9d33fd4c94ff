using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Members of the interface as the wrapper implements them, and the names of the wrapper's own fields.</summary>
internal sealed class MemberParser
{
    private readonly INamedTypeSymbol _service;
    private readonly Operations _operations;
    private readonly KnownSymbols _known;
    private readonly List<ISymbol> _members;
    private readonly FreeNames _names;
    private readonly HashSet<string> _explicitNames;

    public MemberParser(INamedTypeSymbol service, string wrapper, Operations operations, KnownSymbols known)
    {
        _service = service;
        _operations = operations;
        _known = known;
        _members = [.. InterfaceMembers.Of(service)];
        _names = new FreeNames(_members.SelectMany(FreeNames.In));

        // Names of object's members and of the wrapper itself can't be declared without hiding something.
        _explicitNames = new HashSet<string>(["Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals", wrapper], StringComparer.Ordinal);
        _explicitNames.UnionWith(service.AllTypeArguments().Select(static t => t.Name));
        _explicitNames.UnionWith(_members.SelectMany(static m => Declared(m).Select(name => (Name: name, m.ContainingType)))
            .GroupBy(static m => m.Name, StringComparer.Ordinal)
            .Where(static group => group.Select(static m => m.ContainingType).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).Count() > 1)
            .Select(static group => group.Key));
        InnerField = _names.Take("_inner");
        RuntimeField = _names.Take("_runtime");
        OwnsInnerField = _names.Take("_ownsInner");
    }

    public string InnerField { get; }

    public string RuntimeField { get; }

    public string OwnsInnerField { get; }

    public EquatableArray<MemberModel> Parse() => _members.Select(Parse).ToEquatableArray();

    private MemberModel Parse(ISymbol member) => member switch
    {
        IMethodSymbol method => Method(method),
        IPropertySymbol property => new PropertyModel
        {
            Name = TypeTexts.Escape(property.Name),
            Declaring = property.ContainingType.Text(),
            IsOfService = property.ContainingType.Is(_service),
            IsExplicit = property.IsIndexer || IsExplicit(property),
            Modifiers = Modifiers(property, property.IsIndexer || IsExplicit(property)),
            Attributes = AttributeTexts.OfProperty(property),
            Type = Ref(property.RefKind) + property.Type.Text(),
            ReturnsRef = property.RefKind != RefKind.None,
            Parameters = Parameters.Of(property.Parameters),
            Get = Accessor(property.GetMethod),
            Set = Accessor(property.SetMethod),
        },
        IEventSymbol @event => new EventModel
        {
            Name = TypeTexts.Escape(@event.Name),
            Declaring = @event.ContainingType.Text(),
            IsOfService = @event.ContainingType.Is(_service),
            IsExplicit = IsExplicit(@event),
            Modifiers = Modifiers(@event, IsExplicit(@event)),
            Attributes = AttributeTexts.Lines(@event),
            Type = @event.Type.Text(),
            ReturnsRef = false,
        },
        _ => throw new NotSupportedException(member.Kind.ToString()),
    };

    private MethodModel Method(IMethodSymbol method)
    {
        var isOperation = _operations.TryGet(method, out var operation);
        var signature = isOperation ? operation.Signature : method;
        return new MethodModel
        {
            Name = TypeTexts.Escape(method.Name),
            Declaring = method.ContainingType.Text(),
            IsOfService = method.ContainingType.Is(_service),
            IsExplicit = IsExplicit(method),
            Modifiers = Modifiers(signature, IsExplicit(method)),
            Attributes = AttributeTexts.Lines(signature, signature),
            Type = Ref(signature.RefKind) + (signature.ReturnsVoid ? "void" : signature.ReturnType.Text()),
            ReturnsRef = signature.RefKind != RefKind.None,
            TypeParameters = TypeParameters.Of(signature.TypeParameters),
            Parameters = Parameters.Of(signature.Parameters),
            Operation = isOperation
                ? OperationParser.Parse(operation, _names.Take("s_" + FreeNames.Camel(method.Name)), _names.Take(method.Name + "Operation"), _known)
                : null,
            Body = null,
            Disposes = method.ContainingType.Is(_known.Disposable) ? Disposal.Disposable
                : method.ContainingType.Is(_known.AsyncDisposable) ? Disposal.AsyncDisposable
                : Disposal.None,
        };
    }

    private bool IsExplicit(ISymbol member) => member.DeclaredAccessibility != Accessibility.Public || Declared(member).Any(_explicitNames.Contains);

    /// <summary>Names that a member takes in the class that declares it.</summary>
    private static IEnumerable<string> Declared(ISymbol member) => member switch
    {
        IPropertySymbol property => new[] { property.Name, property.GetMethod?.Name, property.SetMethod?.Name }.OfType<string>(),
        IEventSymbol @event => new[] { @event.Name, @event.AddMethod?.Name, @event.RemoveMethod?.Name }.OfType<string>(),
        _ => [member.Name],
    };

    private static AccessorModel? Accessor(IMethodSymbol? accessor) =>
        accessor is null ? null : new AccessorModel(AttributeTexts.Inline(accessor));

    private static string Modifiers(ISymbol member, bool isExplicit) => (isExplicit ? "" : "public ") + (Shapes.IsUnsafe(member) ? "unsafe " : "");

    public static string Ref(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.RefReadOnly => "ref readonly ",
        _ => "",
    };
}
