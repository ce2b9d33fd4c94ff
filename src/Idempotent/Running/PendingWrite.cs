using Idempotent.Storing;

namespace Idempotent;

/// <summary>A write that the store has not answered yet: exactly one of outcome, hold and, when neither, release.</summary>
internal sealed class PendingWrite(OperationPlan plan, RecordKey key, OwnerToken owner)
{
    /// <summary>The operation.</summary>
    public OperationPlan Plan { get; } = plan;

    /// <summary>The record.</summary>
    public RecordKey Key { get; } = key;

    /// <summary>The attempt.</summary>
    public OwnerToken Owner { get; } = owner;

    /// <summary>Completes with it.</summary>
    public StoredOutcome? Outcome { get; init; }

    /// <summary>Holds for it.</summary>
    public HoldReason Hold { get; init; }

    /// <summary>Renewed until the write is answered; null for a release, which the end of the lease makes needless.</summary>
    public Lease? Lease { get; init; }

    /// <summary>The call that duplicates still join, until then.</summary>
    public Call? Call { get; init; }

    /// <summary>When it began.</summary>
    public Moment Since { get; init; }

    /// <summary>Guarded by <see cref="PendingWrites"/>.</summary>
    public bool IsTried { get; set; }

    public bool IsRelease => Outcome is null && Hold == HoldReason.None;
}
