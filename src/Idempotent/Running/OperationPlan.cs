using System.Buffers.Binary;
using System.Security.Cryptography;
using Idempotent.Keys;
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
        Reference = new(this);
        Operation = operation;
        Store = store;
        Lease = operation.Lease ?? options.Lease;
        Retention = operation.ExpiresAfter ?? options.ExpiresAfter;
        WaitTimeout = Timed(operation.WaitTimeout ?? options.WaitTimeout);
        MaxRunning = Timed(operation.MaxRunning ?? options.MaxRunning);
        Rejects = (operation.WhenInProgress == WhenInProgress.Default ? options.WhenInProgress : operation.WhenInProgress) == WhenInProgress.Reject;
        WhenFailed = operation.WhenFailed == WhenFailed.Default ? options.WhenFailed : operation.WhenFailed;
        UnprotectedRuns = new(runtime.Time);
        RunsUnprotected = options.WhenStoreUnavailable == WhenStoreUnavailable.RunUnprotected && !operation.Transactional;
        var whenAbandoned = operation.WhenAbandoned == WhenAbandoned.Default ? options.WhenAbandoned : operation.WhenAbandoned;
        Terms = new()
        {
            Operation = operation.Name,
            Lease = Lease,
            Retention = Retention,
            HoldWhenAbandoned = whenAbandoned == WhenAbandoned.Hold,
            MaxAttempts = operation.MaxAttempts == 0 ? options.MaxAttempts : operation.MaxAttempts,
            SchemaHash = SchemaUnder(options.SensitiveKeySecret),
        };
        ReconcilingTerms = Terms with { CanReconcile = true };
        Predecessor = operation.Predecessor is { } before ? new(before.Name, SchemaUnder(before.HasSensitiveParts, before.SchemaHash, options.SensitiveKeySecret)) : null;
        FormerSecrets = operation.HasSensitiveParts ? [.. options.PreviousSecrets.Select(secret => new FormerSecret(secret, SchemaUnder(secret)))] : [];
    }

    public IdempotencyRuntime Runtime { get; }

    public WeakReference<OperationPlan> Reference { get; }

    /// <summary>Tells the calls of one operation from those of others, and from what somebody else could foresee.</summary>
    public long HashSeed { get; } = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));

    public IdempotentOperation Operation { get; }

    public BoundStore Store { get; }

    public TimeSpan Lease { get; }

    public TimeSpan Retention { get; }

    public TimeSpan WaitTimeout { get; }

    public TimeSpan MaxRunning { get; }

    public bool Rejects { get; }

    public WhenFailed WhenFailed { get; }

    public bool RunsUnprotected { get; }

    /// <summary>An outage is one warning a minute, however many calls it meets.</summary>
    public WarningPace UnprotectedRuns { get; }

    public bool HoldsWhenAbandoned => Terms.HoldWhenAbandoned;

    public ClaimTerms Terms { get; }

    /// <summary>For calls that bring a reconcile callback.</summary>
    public ClaimTerms ReconcilingTerms { get; }

    /// <summary>Newest first; none where no part is sensitive.</summary>
    public FormerSecret[] FormerSecrets { get; }

    /// <summary>What the operation was before its contract changed; null where it did not.</summary>
    public FormerContract? Predecessor { get; }

    private long SchemaUnder(byte[]? secret) => SchemaUnder(Operation.HasSensitiveParts, Operation.SchemaHash, secret);

    /// <summary>A record says by its schema which secret its fingerprint was made under.</summary>
    private static long SchemaUnder(bool hasSensitiveParts, long schemaHash, byte[]? secret) => hasSensitiveParts && secret is not null ? schemaHash ^ KeyDerivation.MarkOf(secret) : schemaHash;

    private static TimeSpan Timed(TimeSpan time) => time < s_longest ? time : s_longest;
}

/// <param name="Secret">A secret that the options list as a previous one.</param>
/// <param name="SchemaHash">The schema hash of records that were written under it.</param>
internal sealed record FormerSecret(byte[] Secret, long SchemaHash);

/// <param name="Name">The operation's name before its contract changed.</param>
/// <param name="SchemaHash">The schema hash of records that were written under it.</param>
internal sealed record FormerContract(string Name, long SchemaHash);
