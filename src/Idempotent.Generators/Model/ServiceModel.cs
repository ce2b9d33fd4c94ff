using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Model;

/// <summary>An interface that a wrapper stands in front of: for any implementation, or for one class that carries the attribute.</summary>
internal sealed record ServiceModel
{
    /// <summary>The generated file's name without its ending, from full metadata names.</summary>
    public required string HintName { get; init; }

    /// <summary>The interface as written inside the wrapper, with the wrapper's type parameters.</summary>
    public required string Service { get; init; }

    /// <summary>The interface as written in <c>typeof</c>; null where generated code can't name it.</summary>
    public required string? ServiceOf { get; init; }

    public required WrapperModel? Wrapper { get; init; }

    /// <summary>The class that carries the attribute; null where the interface does.</summary>
    public required ImplementationModel? Implementation { get; init; }

    public required EquatableArray<TypeParameterModel> TypeParameters { get; init; }

    /// <summary>Whether callers outside the assembly can name the service.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>A static class or a ref struct, which nothing can be called on as an extension.</summary>
    public required bool IsStatic { get; init; }

    /// <summary>Attributes of the service that its users must carry too.</summary>
    public required EquatableArray<string> Attributes { get; init; }

    /// <summary>Ids of diagnostics that naming what is wrapped would report again.</summary>
    public required EquatableArray<string> SuppressedIds { get; init; }

    /// <summary>Why there is no wrapper; null where there is one.</summary>
    public required Refusal? Refusal { get; init; }
}

/// <param name="TypeOf">The class as written in <c>typeof</c>.</param>
/// <param name="Type">The class as written inside the wrapper.</param>
/// <param name="Depth">How many base classes it has: the most derived is asked first.</param>
internal sealed record ImplementationModel(string TypeOf, string Type, int Depth);

/// <summary>The decorator class itself.</summary>
internal sealed record WrapperModel
{
    public required string? Namespace { get; init; }

    public required string Name { get; init; }

    public required string InnerField { get; init; }

    public required string RuntimeField { get; init; }

    public required string OwnsInnerField { get; init; }

    public required EquatableArray<MemberModel> Members { get; init; }

    public required Disposal Disposal { get; init; }
}

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
