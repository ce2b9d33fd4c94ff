using System.Text.Json.Serialization;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>
/// Something that a process did, between two moments of the machine's monotonic clock, which all its processes share. It happened not before <see cref="From"/> and not after <see cref="To"/>; a process
/// that is paused or slow between a moment and the deed only makes that span longer.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(ProcessEvent), "process")]
[JsonDerivedType(typeof(StopEvent), "stop")]
[JsonDerivedType(typeof(OutageEvent), "outage")]
[JsonDerivedType(typeof(LossEvent), "loss")]
[JsonDerivedType(typeof(CallEvent), "call")]
[JsonDerivedType(typeof(ClaimEvent), "claim")]
[JsonDerivedType(typeof(WriteEvent), "write")]
[JsonDerivedType(typeof(BodyEvent), "body")]
[JsonDerivedType(typeof(EffectEvent), "effect")]
internal abstract record HistoryEvent
{
    /// <summary>Whose log it is in.</summary>
    [JsonIgnore]
    public string Process { get; init; } = "";

    /// <summary>Unique in its log.</summary>
    public long Id { get; init; }

    /// <summary>The record's key; empty where none is concerned.</summary>
    public string Key { get; init; } = "";

    /// <summary>Before it.</summary>
    public TimeSpan From { get; init; }

    /// <summary>After it; null when its process did not come so far.</summary>
    public TimeSpan? To { get; init; }
}

/// <summary>A process lives: from before it was started until it was known to be dead.</summary>
internal sealed record ProcessEvent(string Name) : HistoryEvent;

/// <summary>A process is stopped (SIGSTOP), until it is continued or dead.</summary>
internal sealed record StopEvent(string Name) : HistoryEvent;

/// <summary>The server does not serve (SIGKILL, SIGSTOP, a failover), until it does again.</summary>
internal sealed record OutageEvent : HistoryEvent;

/// <summary>What the server answers now is lost at the end.</summary>
internal sealed record LossEvent : HistoryEvent;

/// <summary>A call of an idempotent operation, and how it ended.</summary>
internal sealed record CallEvent(string Payload) : HistoryEvent
{
    public Answer Answer { get; init; }

    /// <summary>The result, or the message of the failure.</summary>
    public string? Text { get; init; }
}

/// <summary>A claim and the store's answer; without a status the answer never came.</summary>
internal sealed record ClaimEvent(string Owner, TimeSpan Lease) : HistoryEvent
{
    public bool InTransaction { get; init; }

    public ClaimStatus? Status { get; init; }

    public long Token { get; init; }

    [JsonIgnore]
    public bool IsGiven => Status is ClaimStatus.Claimed or ClaimStatus.Reconcile;
}

/// <summary>A complete, release, renew or hold, and the store's answer; without a status the answer never came.</summary>
internal sealed record WriteEvent(StoreStep Step, string Owner) : HistoryEvent
{
    public bool InTransaction { get; init; }

    /// <summary>Of a renewal.</summary>
    public TimeSpan Lease { get; init; }

    public WriteStatus? Status { get; init; }
}

/// <summary>A body, from its first line to its last.</summary>
internal sealed record BodyEvent(string Payload, long Token) : HistoryEvent
{
    /// <summary>What it returns, or fails with.</summary>
    public string? Text { get; init; }
}

/// <summary>An effect that the world has seen: under a transaction, one that is committed.</summary>
internal sealed record EffectEvent(string Payload, long Token) : HistoryEvent;

/// <summary>How a call ended.</summary>
internal enum Answer
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>With a result.</summary>
    Value,

    /// <summary>With the body's failure.</summary>
    Failure,

    /// <summary>With a failure from the record.</summary>
    StoredFailure,

    Reused,
    InProgress,
    LeaseLost,
    Held,
    Unavailable,
    Cancelled,

    /// <summary>With a failure that no promise speaks of.</summary>
    Unexpected,
}
