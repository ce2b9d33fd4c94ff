namespace Idempotent.Generators.Model;

/// <summary>A member, as the wrapper implements or overrides it.</summary>
internal abstract record MemberModel
{
    /// <summary>The name, escaped where it is a keyword.</summary>
    public required string Name { get; init; }

    /// <summary>The type that declares it.</summary>
    public required string Declaring { get; init; }

    /// <summary>Whether <see cref="Declaring"/> is the service itself, so that no cast is needed.</summary>
    public required bool IsOfService { get; init; }

    /// <summary>Implemented explicitly: its name is taken, hidden or not public.</summary>
    public required bool IsExplicit { get; init; }

    /// <summary><c>public</c>, <c>protected override</c>, <c>unsafe</c>…, with a trailing space, or "".</summary>
    public required string Modifiers { get; init; }

    /// <summary>Attributes in brackets, one a line.</summary>
    public required EquatableArray<string> Attributes { get; init; }

    /// <summary>The type with its <c>ref</c> prefix, as declared.</summary>
    public required string Type { get; init; }

    /// <summary>Whether the value is a reference, so that forwarding says <c>ref</c>.</summary>
    public required bool ReturnsRef { get; init; }
}

internal sealed record MethodModel : MemberModel
{
    public required EquatableArray<TypeParameterModel> TypeParameters { get; init; }

    public required EquatableArray<ParameterModel> Parameters { get; init; }

    /// <summary>What runs through the runtime; null for what is only forwarded.</summary>
    public required OperationModel? Operation { get; init; }

    /// <summary>The private method that calls the base class's; null in a decorator.</summary>
    public required string? Body { get; init; }

    /// <summary>This is the <c>Dispose</c> of <see cref="Disposal"/>: forwarded only by a wrapper that owns what it wraps.</summary>
    public required Disposal Disposes { get; init; }
}

internal sealed record PropertyModel : MemberModel
{
    /// <summary>The indexer's parameters; empty for a property.</summary>
    public required EquatableArray<ParameterModel> Parameters { get; init; }

    public required AccessorModel? Get { get; init; }

    public required AccessorModel? Set { get; init; }
}

/// <param name="Attributes">Attributes in brackets, with a trailing space, or "".</param>
internal sealed record AccessorModel(string Attributes);

internal sealed record EventModel : MemberModel;

internal sealed record ParameterModel
{
    /// <summary>The name, escaped where it is a keyword.</summary>
    public required string Name { get; init; }

    public required string Type { get; init; }

    /// <summary><c>ref</c>, <c>in</c>, <c>params</c>, <c>scoped</c>…, with a trailing space, or "".</summary>
    public required string Modifiers { get; init; }

    /// <summary>What the argument is passed with: <c>ref</c>, <c>out</c>, <c>in</c>, with a trailing space, or a cast.</summary>
    public required string PassedBy { get; init; }

    /// <summary>The default value with <c> = </c>, or "".</summary>
    public required string Default { get; init; }

    /// <summary>Attributes in brackets, with a trailing space, or "".</summary>
    public required string Attributes { get; init; }
}
