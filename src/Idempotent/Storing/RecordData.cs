namespace Idempotent.Storing;

/// <summary>
/// What a store keeps under a key, as plain values: <see cref="RecordRules"/> decides what becomes of it. The default value stands for no record. Times are <see cref="StoreTime"/>.
/// </summary>
public readonly struct RecordData
{
    /// <summary>The state as stored, never <see cref="RecordState.Abandoned"/>: that is a matter of time, see <see cref="StateAt"/>. 0: there is no record.</summary>
    public RecordState State { get; init; }

    /// <summary>The operation's name; null only when there is no record.</summary>
    public string Operation { get; init; }

    /// <summary>Who may write. <see cref="OwnerToken.None"/> when a decision took the record from its owner.</summary>
    public OwnerToken Owner { get; init; }

    /// <summary>The latest attempt, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>The latest attempt's fencing token.</summary>
    public long FencingToken { get; init; }

    /// <summary>The fingerprint of the latest claim.</summary>
    public Fingerprint Fingerprint { get; init; }

    /// <summary>The schema of the latest claim.</summary>
    public long SchemaHash { get; init; }

    /// <summary>Whether the record is held when it is abandoned.</summary>
    public bool HoldWhenAbandoned { get; init; }

    /// <summary>In progress: whether the owner reconciles in place of running the body.</summary>
    public bool Reconciling { get; init; }

    /// <summary>When the first attempt started.</summary>
    public long StartedAt { get; init; }

    /// <summary>In progress: when the lease ends. Else 0.</summary>
    public long LeaseUntil { get; init; }

    /// <summary>When the record expires: from then on there is none. <see cref="StoreTime.Never"/> while held, and in progress under <see cref="HoldWhenAbandoned"/>.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>The retention of the latest claim.</summary>
    public TimeSpan Retention { get; init; }

    /// <summary>Held: why.</summary>
    public HoldReason HoldReason { get; init; }

    /// <summary>Completed: the outcome.</summary>
    public StoredOutcome? Outcome { get; init; }

    /// <summary>Saved progress, until the record is completed.</summary>
    public ReadOnlyMemory<byte> Checkpoint { get; init; }

    /// <summary>Whether there is a record, expired or not.</summary>
    public bool Exists => State != 0;

    /// <summary>When the purge has something to do: the record has expired, or its abandoned attempt is to be held. The column to index.</summary>
    public long DueAt => State == RecordState.InProgress && HoldWhenAbandoned ? LeaseUntil : ExpiresAt;

    /// <summary>The state at a moment; 0 when there is no record, or an expired one.</summary>
    public RecordState StateAt(long now) =>
        !Exists || ExpiresAt <= now ? 0
        : State == RecordState.InProgress && LeaseUntil <= now ? RecordState.Abandoned
        : State;

    /// <summary>The record as management sees it; null when there is none, or an expired one.</summary>
    /// <param name="key">The record's key.</param>
    /// <param name="now">The store's time.</param>
    /// <param name="withContents">Whether outcome and checkpoint are part of it; not so in lists.</param>
    public IdempotencyRecord? ToRecord(RecordKey key, long now, bool withContents) => StateAt(now) is var state and not 0
        ? new()
        {
            Key = key,
            Operation = Operation,
            State = state,
            Owner = Owner,
            Attempt = Attempt,
            FencingToken = FencingToken,
            Fingerprint = Fingerprint,
            SchemaHash = SchemaHash,
            HoldWhenAbandoned = HoldWhenAbandoned,
            StartedAt = StoreTime.ToUtc(StartedAt),
            LeaseUntil = State == RecordState.InProgress ? StoreTime.ToUtc(LeaseUntil) : null,
            ExpiresAt = state == RecordState.InProgress || ExpiresAt == StoreTime.Never ? null : StoreTime.ToUtc(ExpiresAt),
            Retention = Retention,
            HoldReason = HoldReason,
            Outcome = withContents ? Outcome : null,
            Checkpoint = withContents ? Checkpoint : default,
        }
        : null;

    /// <summary>Whether an unexpired record is what a filter asks for.</summary>
    public bool Matches(RecordFilter filter, long now)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return StateAt(now) is var state and not 0
            && (filter.State is null || filter.State == state)
            && (filter.Operation is null || string.Equals(filter.Operation, Operation, StringComparison.Ordinal));
    }
}
