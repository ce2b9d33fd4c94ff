using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Model;

/// <summary>The part of a type that gives its partial methods their bodies.</summary>
internal sealed record PartialTypeModel
{
    /// <summary>The generated file's name without its ending, from full metadata names.</summary>
    public required string HintName { get; init; }

    public required string? Namespace { get; init; }

    /// <summary>The type and those around it, outermost first, as a part declares them: <c>partial class Payments&lt;T&gt;</c>.</summary>
    public required EquatableArray<string> Declarations { get; init; }

    public required EquatableArray<PartialMethodModel> Methods { get; init; }

    /// <summary>Ids of diagnostics that naming what is in the signatures would report again.</summary>
    public required EquatableArray<string> SuppressedIds { get; init; }
}

/// <summary>A partial method and the core that its body calls.</summary>
internal sealed record PartialMethodModel
{
    /// <summary>The name, escaped where it is a keyword.</summary>
    public required string Name { get; init; }

    /// <summary>The modifiers as the developer wrote them, which C# wants again, with a trailing space; or "".</summary>
    public required string Modifiers { get; init; }

    /// <summary>Constraint clauses that the part must repeat; those of an override are inherited but for what tells the two meanings of <c>T?</c> apart.</summary>
    public required EquatableArray<string> Constraints { get; init; }

    /// <summary>The core, with the parameters as the part declares them and the operation that runs it; that is null where it is refused.</summary>
    public required MethodModel Core { get; init; }

    /// <summary>What the body calls the instance; null where there is none.</summary>
    public required string? Self { get; init; }

    public required RuntimeSource Runtime { get; init; }

    /// <summary>Why the body throws; null where it runs the core.</summary>
    public required Refusal? Refusal { get; init; }
}
