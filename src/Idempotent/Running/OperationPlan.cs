using Idempotent.Storing;

namespace Idempotent;

/// <summary>An operation under one runtime's options and stores: what every call of it has in common. Immutable.</summary>
internal sealed class OperationPlan
{
    // The longest that timers take.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(49);

    public OperationPlan(IdempotencyRuntime runtime, IdempotentOperation operation, IdempotencyOptions options, BoundStore store)
    {
        Runtime = runtime;
        Operation = operation;
        Store = store;
        Lease = operation.Lease ?? options.Lease;
        Retention = operation.ExpiresAfter ?? options.ExpiresAfter;
        WaitTimeout = Timed(operation.WaitTimeout ?? options.WaitTimeout);
        MaxRunning = Timed(operation.MaxRunning ?? options.MaxRunning);
        Rejects = (operation.WhenInProgress == WhenInProgress.Default ? options.WhenInProgress : operation.WhenInProgress) == WhenInProgress.Reject;
        WhenFailed = operation.WhenFailed == WhenFailed.Default ? options.WhenFailed : operation.WhenFailed;
        RunsUnprotected = options.WhenStoreUnavailable == WhenStoreUnavailable.RunUnprotected && !operation.Transactional;
        var whenAbandoned = operation.WhenAbandoned == WhenAbandoned.Default ? options.WhenAbandoned : operation.WhenAbandoned;
        Terms = new()
        {
            Operation = operation.Name,
            Lease = Lease,
            Retention = Retention,
            HoldWhenAbandoned = whenAbandoned == WhenAbandoned.Hold,
            MaxAttempts = operation.MaxAttempts == 0 ? options.MaxAttempts : operation.MaxAttempts,
            SchemaHash = operation.SchemaHash,
        };
        ReconcilingTerms = Terms with { CanReconcile = true };
    }

    public IdempotencyRuntime Runtime { get; }

    public IdempotentOperation Operation { get; }

    public BoundStore Store { get; }

    public TimeSpan Lease { get; }

    public TimeSpan Retention { get; }

    public TimeSpan WaitTimeout { get; }

    public TimeSpan MaxRunning { get; }

    public bool Rejects { get; }

    public WhenFailed WhenFailed { get; }

    public bool RunsUnprotected { get; }

    public bool HoldsWhenAbandoned => Terms.HoldWhenAbandoned;

    public ClaimTerms Terms { get; }

    /// <summary>For calls that bring a reconcile callback.</summary>
    public ClaimTerms ReconcilingTerms { get; }

    private static TimeSpan Timed(TimeSpan time) => time < s_longest ? time : s_longest;
}
