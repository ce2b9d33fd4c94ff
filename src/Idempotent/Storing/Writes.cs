using System.Text.Json.Serialization.Metadata;

namespace Idempotent.Storing;

/// <summary>Completes a record with its outcome.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Owner">The owner token of the attempt that made the outcome.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Retention">How long the outcome is kept from now. Positive.</param>
public readonly record struct CompleteRequest(RecordKey Key, OwnerToken Owner, StoredOutcome Outcome, TimeSpan Retention);

/// <summary>Gives a claim back without an outcome.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Owner">The owner token of the attempt that gives up.</param>
/// <param name="Retention">How long attempt, first start and fingerprint are kept from now. Positive.</param>
public readonly record struct ReleaseRequest(RecordKey Key, OwnerToken Owner, TimeSpan Retention);

/// <summary>Extends a lease: from now, for its whole length.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Owner">The owner token of the attempt that runs.</param>
/// <param name="Lease">The new lease. Positive.</param>
public readonly record struct RenewRequest(RecordKey Key, OwnerToken Owner, TimeSpan Lease);

/// <summary>Turns a record in progress into one that needs a decision.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Owner">The owner token of the attempt whose outcome is unknown.</param>
/// <param name="Reason">Why.</param>
public readonly record struct HoldRequest(RecordKey Key, OwnerToken Owner, HoldReason Reason);

/// <summary>Why a record is held.</summary>
public enum HoldReason
{
    /// <summary>It is not held.</summary>
    None = 0,

    /// <summary>Its attempt died mid-way, or was cancelled, under <see cref="ClaimTerms.HoldWhenAbandoned"/>.</summary>
    Abandoned = 1,

    /// <summary>Its attempt failed under <see cref="WhenFailed.Hold"/>.</summary>
    Failed = 2,

    /// <summary>Its attempts are used up.</summary>
    AttemptsExhausted = 3,

    /// <summary>Reconciliation could not tell.</summary>
    NotReconciled = 4,
}

/// <summary>A store's answer to complete, release, renew, hold and save progress.</summary>
public enum WriteStatus
{
    /// <summary>Done, or done before by the same owner with nothing changed.</summary>
    Applied = 1,

    /// <summary>The owner token is not the record's current one, or there is no record: the caller lost it.</summary>
    NotOwner = 2,

    /// <summary>
    /// The owner token is current and the record's state forbids it: release, renewal or hold of a completed record; release or renewal of a held one;
    /// completion, renewal or hold of a released one.
    /// </summary>
    Refused = 3,
}

/// <summary>A decision on a held or abandoned record.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="ExpectedAttempt">The attempt that the decision is about: the record's current one, or the decision is refused.</param>
/// <param name="Resolution">The decision.</param>
public readonly record struct ResolveRequest(RecordKey Key, int ExpectedAttempt, Resolution Resolution);

/// <summary>A store's answer to a decision.</summary>
public enum ResolveStatus
{
    /// <summary>Done; the former owner can't complete any more.</summary>
    Applied = 1,

    /// <summary>There is no such record.</summary>
    NotFound = 2,

    /// <summary>The record is at another attempt: look again, then decide again.</summary>
    AttemptMismatch = 3,

    /// <summary>The record is neither held nor abandoned.</summary>
    Refused = 4,
}

/// <summary>What is decided about a record whose outcome is unknown.</summary>
public sealed class Resolution
{
    private Resolution(StoredOutcome? outcome) => Outcome = outcome;

    /// <summary>The outcome that the record gets; null to let the next duplicate run again.</summary>
    public StoredOutcome? Outcome { get; }

    /// <summary>It had no effect, or its effect may happen again: the next duplicate runs as the next attempt.</summary>
    public static Resolution RunAgain { get; } = new(null);

    /// <summary>It took effect: for methods without a result.</summary>
    public static Resolution Completed { get; } = new(OutcomeCodec.NoResult);

    /// <summary>It has this result, kept for the record's retention from now.</summary>
    /// <param name="result">The result.</param>
    /// <param name="typeInfo">How the operation writes its result: duplicates read it in the same way.</param>
    public static Resolution CompleteWith<TResult>(TResult result, JsonTypeInfo<TResult> typeInfo) => new(OutcomeCodec.Encode(result, typeInfo));

    /// <summary>It failed, and duplicates get this failure.</summary>
    public static Resolution FailWith(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new(OutcomeCodec.Encode(failure));
    }

    /// <summary>It has this outcome, kept for the record's retention from now.</summary>
    public static Resolution CompleteWith(StoredOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return new(outcome);
    }
}
