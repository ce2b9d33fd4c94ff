namespace Idempotent;

/// <summary>How a call ended, as metrics and traces tell it.</summary>
internal enum Ending
{
    /// <summary>The body failed, or nothing could be done.</summary>
    Failed,

    /// <summary>The body ran and its outcome is recorded.</summary>
    Executed,

    /// <summary>The outcome came from the record.</summary>
    Replayed,

    /// <summary>The outcome is that of a call in this process that ran at the same time.</summary>
    Joined,

    /// <summary>The key belongs to another payload.</summary>
    Reused,

    /// <summary>The first run was still in progress.</summary>
    InProgress,

    /// <summary>The record needs a decision.</summary>
    Held,

    /// <summary>The body ran without a claim, because the store was down.</summary>
    Unprotected,
}

internal static class Endings
{
    public static string Tag(this Ending ending) => ending switch
    {
        Ending.Executed => "executed",
        Ending.Replayed => "replayed",
        Ending.Joined => "joined",
        Ending.Reused => "reused",
        Ending.InProgress => "in_progress",
        Ending.Held => "held",
        Ending.Unprotected => "unprotected",
        _ => "failed",
    };
}
