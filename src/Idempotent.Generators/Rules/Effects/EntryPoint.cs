namespace Idempotent.Generators.Rules.Effects;

/// <summary>What calls a method again. The catalogue names the kinds by these words.</summary>
internal enum EntryKind
{
    /// <summary>A client that sends a request once more.</summary>
    Post,

    /// <summary>Whatever sends a command to its handler.</summary>
    Command,

    /// <summary>A broker, or an event bus.</summary>
    Consumer,

    /// <summary>A scheduler.</summary>
    Job,

    /// <summary>A trigger of Azure Functions or AWS Lambda.</summary>
    Function,

    /// <summary>Another service that calls until it hears that all is well.</summary>
    Webhook,

    /// <summary>Whatever <c>[RetryableEntryPoint]</c> stands for.</summary>
    Marked,

    /// <summary>A policy or pipeline that retries.</summary>
    Retry,
}

/// <summary>Code that something may run again.</summary>
/// <param name="Kind">What runs it again.</param>
/// <param name="Name">How a message calls it.</param>
internal sealed record EntryPoint(EntryKind Kind, string Name)
{
    /// <summary>Whether what it repeats is a transaction: what the database did is undone before.</summary>
    public bool IsTransaction { get; init; }

    /// <summary>Whether it is run again for certain, sooner or later. A plain POST or command may never be.</summary>
    public bool IsCertain => Kind is not (EntryKind.Post or EntryKind.Command);

    /// <summary>What runs it again, for a message.</summary>
    public string Description => Kind switch
    {
        EntryKind.Post => "a POST that a client may send again",
        EntryKind.Command => "a command that may be sent again",
        EntryKind.Consumer => "a consumer that gets messages more than once",
        EntryKind.Job => "a job that its scheduler repeats",
        EntryKind.Function => "a function whose trigger fires more than once",
        EntryKind.Webhook => "a webhook that its sender repeats",
        EntryKind.Retry => "the body of a retry policy",
        _ => "a retryable entry point",
    };
}
