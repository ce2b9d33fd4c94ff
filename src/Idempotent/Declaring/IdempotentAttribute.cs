namespace Idempotent;

/// <summary>
/// Makes a method run once per idempotency key: duplicates get the outcome of the first run.
/// </summary>
/// <remarks>
/// On an interface or class it holds for every public method except those marked <see cref="NaturallyIdempotentAttribute"/> or
/// <see cref="NonIdempotentAttribute"/>, and <see cref="Name"/> is a prefix. What is not set here comes from
/// <see cref="IdempotencyOptions"/>. Durations are text such as <c>"500ms"</c>, <c>"30s"</c>, <c>"15m"</c>, <c>"24h"</c>, <c>"7d"</c>,
/// or <see cref="TimeSpan"/> text, checked at compile time (IDEM104).
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface | AttributeTargets.Class, Inherited = false)]
public sealed class IdempotentAttribute : Attribute
{
    /// <summary>The stable operation name. Default: <c>Namespace.Outer.Type.Method</c> of the member that carries the attribute.</summary>
    public string? Name { get; set; }

    /// <summary>Retention: how long an outcome is kept, counted from completion. Default 24h.</summary>
    public string? ExpiresAfter { get; set; }

    /// <summary>How long an owner that stays silent is believed alive; renewed while the method runs. Default 30s.</summary>
    public string? Lease { get; set; }

    /// <summary>What a duplicate does while the first run is in progress. Default <see cref="Idempotent.WhenInProgress.Wait"/>.</summary>
    public WhenInProgress WhenInProgress { get; set; }

    /// <summary>How long a duplicate waits before <see cref="IdempotencyInProgressException"/>. Default 30s; never infinite.</summary>
    public string? WaitTimeout { get; set; }

    /// <summary>What an exception of the method means. Default <see cref="Idempotent.WhenFailed.Release"/>.</summary>
    public WhenFailed WhenFailed { get; set; }

    /// <summary>Exception types, matched by assignability, that are an outcome and stored as one whatever <see cref="WhenFailed"/> says.</summary>
    public Type[]? StoredExceptions { get; set; }

    /// <summary>What happens when an earlier attempt died mid-way. Default <see cref="Idempotent.WhenAbandoned.RunAgain"/>.</summary>
    public WhenAbandoned WhenAbandoned { get; set; }

    /// <summary>
    /// Name of a method of the implementing class with the same parameters that returns <c>Task&lt;Reconciled&lt;T&gt;&gt;</c>; it runs in place
    /// of the body when an earlier attempt died under <see cref="Idempotent.WhenAbandoned.Hold"/>.
    /// </summary>
    public string? Reconcile { get; set; }

    /// <summary>
    /// Name of a static method with the same parameters that says what the call was before the contract of the key changed: it returns a record whose constructor has the parameters that the method had, marked as
    /// they were. As long as it is named, a call claims the record under either key, so that versions from before and after the change run side by side and what one has run the other replays. Keep it for
    /// the retention and for as long as both versions may run.
    /// </summary>
    public string? Predecessor { get; set; }

    /// <summary>The operation's name before the contract changed. Default: the name that it has.</summary>
    public string? PredecessorName { get; set; }

    /// <summary>After this the lease is no longer renewed and the method's token is cancelled. Default 1h.</summary>
    public string? MaxRunning { get; set; }

    /// <summary>The attempt after this many is held. Default 0: no limit.</summary>
    public int MaxAttempts { get; set; }

    /// <summary>Claim, the method's own writes and the outcome commit together in one transaction of the store.</summary>
    public bool Transactional { get; set; }

    /// <summary>The named store to use. Default: the store without a name.</summary>
    public string? Store { get; set; }

    /// <summary>Where the key comes from. Default <see cref="IdempotencyKeySource.Marked"/>.</summary>
    public IdempotencyKeySource Key { get; set; }
}
