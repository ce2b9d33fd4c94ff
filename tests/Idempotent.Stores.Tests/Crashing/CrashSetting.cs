using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Crashing;

/// <summary>Settings that change what a crash leaves, and what is promised of it.</summary>
internal sealed record CrashSetting(string Name, Func<Crash, CrashSetting.Promise> Promised)
{
    public const string Value = "a value";

    private const string Failed = nameof(TimeoutException);
    private const string Stored = nameof(IdempotencyStoredFailureException);
    private const string Unknown = nameof(IdempotencyOutcomeUnknownException);

    public static IReadOnlyList<CrashSetting> All { get; } =
    [
        new("run again", static c => c.Point == "after Complete" ? new(1, Value, Value) : new(c.EffectsBefore + 1, Value, Value)),
        new("hold when abandoned", static c => c.Point is "after Complete" or "before Claim" ? new(1, Value, Value) : new(c.EffectsBefore, Unknown, Unknown)) { WhenAbandoned = WhenAbandoned.Hold },
        new("reconcile", static _ => new(1, Value, Value)) { WhenAbandoned = WhenAbandoned.Hold, Reconciles = true },
        new("reconcile a dead attempt", static _ => new(1, Value, Value)) { WhenAbandoned = WhenAbandoned.Hold, Reconciles = true, FollowsADeadOne = true },
        new("store failures", static c => c.Point == "after Complete" ? new(1, Stored, Stored) : new(c.EffectsBefore + 1, Failed, Stored)) { WhenFailed = WhenFailed.Store, Fails = true },
        new("release failures", static c => new(c.EffectsBefore + 2, Failed, Failed)) { WhenFailed = WhenFailed.Release, Fails = true },
        new("hold failures", static c => c.Point == "after Hold" ? new(1, Unknown, Unknown) : new(c.EffectsBefore + 1, Failed, Unknown)) { WhenFailed = WhenFailed.Hold, Fails = true },
        new("transactional", static _ => new(1, Value, Value)) { Transactional = true },
        new("transactional, store failures", static c => new(0, c.Point == "after Commit" ? Stored : Failed, Stored)) { Transactional = true, WhenFailed = WhenFailed.Store, Fails = true },
    ];

    public WhenAbandoned WhenAbandoned { get; init; }

    public WhenFailed WhenFailed { get; init; }

    public bool Transactional { get; init; }

    public bool Reconciles { get; init; }

    /// <summary>Whether an earlier attempt died before it did anything, so that the first call begins with the callback.</summary>
    public bool FollowsADeadOne { get; init; }

    /// <summary>Whether the body fails after its effect.</summary>
    public bool Fails { get; init; }

    public IdempotentOperation<TResult> Operation<TResult>() => new("charge")
    {
        // So long that no busy machine loses a lease before the kill; waited out once, by all at once. A transaction's ends with its process, and is never waited out.
        Lease = Transactional ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(4),
        WaitTimeout = TimeSpan.FromMinutes(2),
        WhenAbandoned = WhenAbandoned,
        WhenFailed = WhenFailed,
        Transactional = Transactional,
    };

    /// <param name="Effects">How many in all.</param>
    /// <param name="First">What the first caller after the crash gets: <see cref="Value"/>, or the name of a failure.</param>
    /// <param name="Again">What the second gets.</param>
    internal sealed record Promise(int Effects, string First, string Again);
}
