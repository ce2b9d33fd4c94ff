namespace Idempotent.Storing;

/// <summary>What a completed record holds.</summary>
public enum OutcomeKind
{
    /// <summary>The method's result.</summary>
    Value = 1,

    /// <summary>The method's failure, stored as an outcome.</summary>
    Failure = 2,

    /// <summary>The method ran, and its result could not be turned into bytes: a tombstone. Never run again, never replayed.</summary>
    NotStored = 3,
}

/// <summary>An outcome as bytes. Stores keep it and never look inside. Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Format">How the payload is written, e.g. <c>json</c>. At most 32 ASCII characters.</param>
/// <param name="Payload">The bytes; empty for a method without a result.</param>
public sealed record StoredOutcome(OutcomeKind Kind, string Format, ReadOnlyMemory<byte> Payload);
