namespace Idempotent.Storing;

/// <summary>What every claim of one operation says alike. Immutable; one instance an operation.</summary>
public sealed record ClaimTerms
{
    /// <summary>The operation's name, for listing.</summary>
    public required string Operation { get; init; }

    /// <summary>How long an owner that stays silent is believed alive. Positive.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>How long a record is kept after completion, after release, and after the lease of an abandoned one. Positive.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>Whether an abandoned record is held rather than run again. Stored with the claim; the stricter of stored and current decides.</summary>
    public bool HoldWhenAbandoned { get; init; }

    /// <summary>Whether the claimer can find out what an abandoned attempt did: it then gets such a record, also held, as <see cref="ClaimStatus.Reconcile"/>.</summary>
    public bool CanReconcile { get; init; }

    /// <summary>The claim that would be a later attempt than this is answered by holding the record. 0: no limit.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>Hash of the schema (parts, types, encoding) that makes key and fingerprint.</summary>
    public long SchemaHash { get; init; }
}

/// <summary>A claim on a key.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Owner">A fresh <see cref="OwnerToken"/>; the same one again only to settle a claim whose reply was lost.</param>
/// <param name="Fingerprint">The call's fingerprint under <see cref="ClaimTerms.SchemaHash"/>.</param>
/// <param name="Terms">What all claims of the operation say alike.</param>
public readonly record struct ClaimRequest(RecordKey Key, OwnerToken Owner, Fingerprint Fingerprint, ClaimTerms Terms)
{
    /// <summary>The call's fingerprint under earlier schemas, for records that those wrote. Empty by default.</summary>
    public ReadOnlyMemory<SchemaFingerprint> EarlierFingerprints { get; init; }

    /// <summary>
    /// Whether a record's fingerprint is this call's: compared under the schema that wrote the record where the call brings it, else under the current one.
    /// </summary>
    public bool Matches(long recordSchema, Fingerprint recordFingerprint)
    {
        if (recordSchema != Terms.SchemaHash)
        {
            foreach (var earlier in EarlierFingerprints.Span)
            {
                if (earlier.SchemaHash == recordSchema)
                {
                    return earlier.Fingerprint == recordFingerprint;
                }
            }
        }

        return Fingerprint == recordFingerprint;
    }

    /// <summary>Answers the items of a batch whose key an earlier item has: those are not for the store.</summary>
    /// <param name="requests">The batch.</param>
    /// <param name="answers">Gets the answers; what the other items have is left alone. As long as the batch.</param>
    /// <returns>The indexes of the other items, in their order.</returns>
    public static int[] AnswerRepeats(IReadOnlyList<ClaimRequest> requests, ClaimResult[] answers)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(answers);
        var first = new Dictionary<RecordKey, int>(requests.Count);
        for (var i = 0; i < requests.Count; i++)
        {
            if (!first.TryAdd(requests[i].Key, i))
            {
                var index = first[requests[i].Key];
                answers[i] = requests[i].Fingerprint == requests[index].Fingerprint ? new() { Status = ClaimStatus.SameAsItem, SameAs = index } : new() { Status = ClaimStatus.KeyReused };
            }
        }

        return [.. first.Values];
    }
}

/// <summary>A store's answer to a claim.</summary>
public enum ClaimStatus
{
    /// <summary>The caller owns the record and runs the body.</summary>
    Claimed = 1,

    /// <summary>
    /// The caller owns the record of an attempt that died under <see cref="ClaimTerms.HoldWhenAbandoned"/> and finds out what that attempt did in place of running the body.
    /// </summary>
    Reconcile = 2,

    /// <summary>Another owner's lease is alive.</summary>
    InProgress = 3,

    /// <summary>There is an outcome.</summary>
    Completed = 4,

    /// <summary>The outcome is unknown and somebody must decide.</summary>
    Held = 5,

    /// <summary>The key belongs to a call with another fingerprint.</summary>
    KeyReused = 6,

    /// <summary>Inside one batch: the same key and fingerprint as the item <see cref="ClaimResult.SameAs"/>, whose answer is this one's.</summary>
    SameAsItem = 7,

    /// <summary>
    /// Inside a transaction: another transaction has the key (or, in a store with one writer, the file) and no answer can be had without blocking on it.
    /// </summary>
    Busy = 8,
}

/// <summary>A store's answer to a claim. Times are remaining durations: the store's clock decides, and clocks are never compared.</summary>
public readonly record struct ClaimResult
{
    /// <summary>The answer.</summary>
    public required ClaimStatus Status { get; init; }

    /// <summary>Whether the caller owns the record now: to run, or to reconcile.</summary>
    public bool IsGiven => Status is ClaimStatus.Claimed or ClaimStatus.Reconcile;

    /// <summary>The attempt that holds the record, from 1: the caller's own when claimed.</summary>
    public int Attempt { get; init; }

    /// <summary>When claimed: greater than every earlier one of the key.</summary>
    public long FencingToken { get; init; }

    /// <summary>When the first attempt started, by the store's clock.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When claimed or in progress, what is left of the lease; when completed, what is left of the retention.</summary>
    public TimeSpan Remaining { get; init; }

    /// <summary>When completed, the outcome.</summary>
    public StoredOutcome? Outcome { get; init; }

    /// <summary>When held, why.</summary>
    public HoldReason HoldReason { get; init; }

    /// <summary>When held, whether this claim turned the record to held: so that each is counted once, whoever finds it.</summary>
    public bool IsNewlyHeld { get; init; }

    /// <summary>When claimed, what an earlier attempt saved as progress; empty if nothing.</summary>
    public ReadOnlyMemory<byte> Checkpoint { get; init; }

    /// <summary>When claimed, the former key that the first attempt started under; null when that is the key itself.</summary>
    internal RecordKey? StartedUnder { get; init; }

    /// <summary>For <see cref="ClaimStatus.SameAsItem"/>, the index of the item whose answer is this one's.</summary>
    public int SameAs { get; init; }
}
