namespace Idempotent.Tasks.Coverage;

/// <summary>An entry point of a project, as the rules have told it.</summary>
internal sealed record EntryPoint
{
    public const string Unprotected = "unprotected";

    /// <summary>The states, in the order in which they are counted.</summary>
    public static IReadOnlyList<string> States { get; } = [Unprotected, "protected", "exempt"];

    public required string Project { get; init; }

    /// <summary>One of <see cref="States"/>.</summary>
    public required string State { get; init; }

    public required string Name { get; init; }

    /// <summary>What runs it again.</summary>
    public required string Kind { get; init; }

    /// <summary>The file, from the project's folder on.</summary>
    public required string File { get; init; }

    public required int Line { get; init; }

    /// <summary>The way to the worst effect or to the operation; the reason why there is nothing to protect.</summary>
    public required string Detail { get; init; }

    public override string ToString() => $"{Name} ({File}:{Line}): {Detail}";
}
