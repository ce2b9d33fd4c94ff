namespace Idempotent;

/// <summary>What a duplicate does while the first run is in progress.</summary>
public enum WhenInProgress
{
    /// <summary>As <see cref="IdempotencyOptions"/> say; <see cref="Wait"/> unless changed.</summary>
    Default = 0,

    /// <summary>Waits for the outcome, up to the wait time-out, and replays it.</summary>
    Wait = 1,

    /// <summary>Gets <see cref="IdempotencyInProgressException"/> at once.</summary>
    Reject = 2,
}

/// <summary>What an exception of the method means.</summary>
public enum WhenFailed
{
    /// <summary>As <see cref="IdempotencyOptions"/> say; <see cref="Release"/> unless changed.</summary>
    Default = 0,

    /// <summary>The claim is given back: a retry runs again.</summary>
    Release = 1,

    /// <summary>The failure is the outcome: duplicates get it again.</summary>
    Store = 2,

    /// <summary>Nobody runs it again until it is resolved.</summary>
    Hold = 3,
}

/// <summary>What happens when an earlier attempt died mid-way, so that its effects are unknown.</summary>
public enum WhenAbandoned
{
    /// <summary>As <see cref="IdempotencyOptions"/> say; <see cref="RunAgain"/> unless changed.</summary>
    Default = 0,

    /// <summary>The next duplicate takes over and runs as the next attempt.</summary>
    RunAgain = 1,

    /// <summary>The record is held: duplicates get <see cref="IdempotencyOutcomeUnknownException"/> until it is resolved or reconciled.</summary>
    Hold = 2,
}

/// <summary>Where an operation's key comes from.</summary>
public enum IdempotencyKeySource
{
    /// <summary>From what is marked <see cref="IdempotencyKeyAttribute"/>; from every parameter, with a warning, when nothing is.</summary>
    Marked = 0,

    /// <summary>From every parameter that is not infrastructure: says that this is meant (silences IDEM205).</summary>
    AllParameters = 1,
}
