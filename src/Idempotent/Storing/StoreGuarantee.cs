namespace Idempotent.Storing;

/// <summary>What a store guarantees, as data: written to the log at start-up and checked where an operation needs more.</summary>
/// <param name="Name">The kind of store, e.g. <c>SQLite</c>.</param>
/// <param name="Reach">Who shares the records.</param>
/// <param name="DurableWhen">When a completed outcome survives, in a clause: <c>"the commit is on disk"</c>.</param>
/// <param name="FailoverLoses">What a failover may lose, in a clause: <c>"nothing: there is no replica"</c>.</param>
/// <param name="Clock">Whose clock decides.</param>
public sealed record StoreGuarantee(string Name, StoreReach Reach, string DurableWhen, string FailoverLoses, StoreClock Clock)
{
    /// <summary>
    /// The largest outcome, and the largest progress, that fits into a record, in bytes. Positive; by default the store sets no limit. A result that is larger is completed as a tombstone, and the
    /// store refuses what is larger with <see cref="ArgumentException"/>.
    /// </summary>
    public int LargestOutcome { get; init; } = int.MaxValue;
}

/// <summary>Who shares a store's records.</summary>
public enum StoreReach
{
    /// <summary>One process.</summary>
    Process = 1,

    /// <summary>All processes of one machine.</summary>
    Machine = 2,

    /// <summary>Many machines.</summary>
    Network = 3,
}

/// <summary>Whose clock decides about leases and expiry.</summary>
public enum StoreClock
{
    /// <summary>The store's own.</summary>
    Store = 1,

    /// <summary>The callers', with an allowance that the store states: it has none of its own.</summary>
    Callers = 2,
}
