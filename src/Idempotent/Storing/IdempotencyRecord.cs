namespace Idempotent.Storing;

/// <summary>What a record is, as management sees it. Expired records are not seen.</summary>
public enum RecordState
{
    /// <summary>An owner's lease is alive.</summary>
    InProgress = 1,

    /// <summary>The lease is over and nobody has taken the record over.</summary>
    Abandoned = 2,

    /// <summary>Given back without an outcome.</summary>
    Released = 3,

    /// <summary>It has an outcome.</summary>
    Completed = 4,

    /// <summary>It needs a decision.</summary>
    Held = 5,
}

/// <summary>A record as management sees it: a copy at one moment. Times are the store's.</summary>
public sealed record IdempotencyRecord
{
    /// <summary>The key.</summary>
    public required RecordKey Key { get; init; }

    /// <summary>The operation's name.</summary>
    public required string Operation { get; init; }

    /// <summary>The state.</summary>
    public required RecordState State { get; init; }

    /// <summary>The current owner token.</summary>
    public required OwnerToken Owner { get; init; }

    /// <summary>The latest attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The latest attempt's fencing token.</summary>
    public required long FencingToken { get; init; }

    /// <summary>The fingerprint of the call that holds the record.</summary>
    public required Fingerprint Fingerprint { get; init; }

    /// <summary>The schema that wrote the record.</summary>
    public required long SchemaHash { get; init; }

    /// <summary>Whether the record is held rather than run again when it is abandoned.</summary>
    public required bool HoldWhenAbandoned { get; init; }

    /// <summary>When the first attempt started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>In progress or abandoned: when the lease ends or ended.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>When the record expires; null while it never does (in progress, held, abandoned under <see cref="HoldWhenAbandoned"/>).</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The retention that its latest claim asked for.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>Held: why.</summary>
    public HoldReason HoldReason { get; init; }

    /// <summary>Completed: the outcome. Null in lists.</summary>
    public StoredOutcome? Outcome { get; init; }

    /// <summary>What the latest attempts saved as progress. Empty in lists.</summary>
    public ReadOnlyMemory<byte> Checkpoint { get; init; }
}

/// <summary>Which records to list or count.</summary>
public sealed record RecordFilter
{
    /// <summary>Only this operation's; null for all.</summary>
    public string? Operation { get; init; }

    /// <summary>Only those in this state; null for all.</summary>
    public RecordState? State { get; init; }

    /// <summary>Everything.</summary>
    public static RecordFilter All { get; } = new();
}

/// <summary>One page of a list, by ordinal key.</summary>
/// <param name="Records">The records.</param>
/// <param name="Next">Give it as <c>after</c> to get the next page; null when this is the last.</param>
public sealed record RecordPage(IReadOnlyList<IdempotencyRecord> Records, RecordKey? Next);

/// <summary>What a purge did.</summary>
/// <param name="Purged">Expired records removed.</param>
/// <param name="Held">Abandoned records that were turned to held.</param>
/// <param name="More">Whether the limit stopped it and more is left.</param>
public readonly record struct PurgeResult(int Purged, int Held, bool More);
