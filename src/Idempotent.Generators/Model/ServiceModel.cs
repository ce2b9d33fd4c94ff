using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Model;

/// <summary>
/// An interface that a decorator stands in front of, for any implementation or for one class that carries the attribute; or a class that another one is derived from.
/// </summary>
internal sealed record ServiceModel
{
    /// <summary>The generated file's name without its ending, from full metadata names.</summary>
    public required string HintName { get; init; }

    /// <summary>The type as written inside the wrapper, with the wrapper's type parameters.</summary>
    public required string Service { get; init; }

    /// <summary>The type as written in <c>typeof</c>; null where generated code can't name it.</summary>
    public required string? ServiceOf { get; init; }

    /// <summary>What a closed generic interface is closed from; null for all others.</summary>
    public required DefinitionModel? Definition { get; init; }

    public required WrapperModel? Wrapper { get; init; }

    /// <summary>The class that carries the attribute and whose interface is decorated; null where the interface carries it, and for a class itself.</summary>
    public required ImplementationModel? Implementation { get; init; }

    public required EquatableArray<TypeParameterModel> TypeParameters { get; init; }

    /// <summary>Whether callers outside the assembly can name the service.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>A class itself: no instance of it can be wrapped.</summary>
    public required bool IsClass { get; init; }

    /// <summary>Attributes of the service that its users must carry too.</summary>
    public required EquatableArray<string> Attributes { get; init; }

    /// <summary>Ids of diagnostics that naming what is wrapped would report again.</summary>
    public required EquatableArray<string> SuppressedIds { get; init; }

    /// <summary>Why there is no wrapper; null where there is one.</summary>
    public required Refusal? Refusal { get; init; }
}

/// <param name="Service">The generic interface as its own wrapper writes it.</param>
/// <param name="TypeArguments">What it is closed with, in angle brackets.</param>
internal sealed record DefinitionModel(string Service, string TypeArguments);

/// <param name="TypeOf">The class as written in <c>typeof</c>.</param>
/// <param name="Type">The class as written inside the wrapper.</param>
/// <param name="Depth">How many base classes it has: the most derived is asked first.</param>
internal sealed record ImplementationModel(string TypeOf, string Type, int Depth);

/// <summary>The class that is generated.</summary>
internal abstract record WrapperModel
{
    public required string? Namespace { get; init; }

    public required string Name { get; init; }

    public required string RuntimeField { get; init; }

    public required EquatableArray<MemberModel> Members { get; init; }
}

/// <summary>A class that implements the interface and forwards to what it wraps.</summary>
internal sealed record DecoratorModel : WrapperModel
{
    public required string InnerField { get; init; }

    public required string OwnsInnerField { get; init; }

    public required Disposal Disposal { get; init; }
}

/// <summary>A class that overrides what runs once per key, and calls its base.</summary>
internal sealed record DerivedModel : WrapperModel
{
    /// <summary>The property that answers with the runtime, or says why there is none.</summary>
    public required string RuntimeProperty { get; init; }

    /// <summary>What the state calls the object itself.</summary>
    public required string Self { get; init; }

    /// <summary>The base class, as a message calls it.</summary>
    public required string BaseName { get; init; }

    public required EquatableArray<ConstructorModel> Constructors { get; init; }
}

/// <summary>A constructor of the base class, as the derived one has it: behind the runtime.</summary>
/// <param name="Modifiers">Accessibility and <c>unsafe</c>, with a trailing space.</param>
/// <param name="Attributes">Attributes in brackets, one a line.</param>
/// <param name="Runtime">The name of the parameter for the runtime.</param>
/// <param name="Parameters">The base class's.</param>
internal sealed record ConstructorModel(string Modifiers, EquatableArray<string> Attributes, string Runtime, EquatableArray<ParameterModel> Parameters);

[Flags]
internal enum Disposal
{
    None = 0,
    Disposable = 1,
    AsyncDisposable = 2,
}

/// <param name="Name">The name, escaped where it is a keyword.</param>
/// <param name="Constraints">The whole <c>where</c> clause, or "".</param>
/// <param name="ExplicitConstraints">The clause that an explicit implementation needs to read <c>T?</c> as it is meant, or "".</param>
/// <param name="Attributes">Attributes in brackets, with a trailing space, or "".</param>
internal sealed record TypeParameterModel(string Name, string Constraints, string ExplicitConstraints, string Attributes);
