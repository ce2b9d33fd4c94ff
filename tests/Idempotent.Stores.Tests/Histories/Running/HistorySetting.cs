using Idempotent.Storing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>An operation of a history. Its name is part of its keys.</summary>
internal sealed record HistorySetting(string Name)
{
    /// <summary>Short, so that stops outlast it; several times longer than a renewal takes on a busy machine.</summary>
    private static readonly TimeSpan s_lease = TimeSpan.FromMilliseconds(800);

    public static IReadOnlyList<HistorySetting> Plain { get; } =
    [
        new("run-again"),
        new("release-failures") { FailsOneIn = 4 },
        new("store-failures") { FailsOneIn = 4, Terms = new(StoresFailures: true) },
        new("hold") { Terms = new(Holds: true) },
    ];

    public static IReadOnlyList<HistorySetting> Transactional { get; } =
    [
        new("transactional") { Terms = new(IsTransactional: true) },
        new("transactional-failures") { Terms = new(IsTransactional: true), FailsOneIn = 4 },
    ];

    /// <summary>Each with a fault, and what must find it.</summary>
    public static IReadOnlyList<HistorySetting> Planted { get; } =
    [
        new("takes-live-leases") { Finds = HistoryRule.OneLease, Plant = static store => new TakesLiveLeases(store) },
        new("completes-for-others") { Finds = HistoryRule.OwnersWrite, Plant = static store => new CompletesForOthers(store) },
        new("replays-others") { Finds = HistoryRule.OwnOutcome, Plant = static store => new ReplaysOthers(store) },
        new("lowers-tokens") { Finds = HistoryRule.TokensGrow, Plant = static store => new LowersTokens(store) },
        new("never-ends-leases") { Finds = HistoryRule.NothingStuck, Patience = TimeSpan.FromSeconds(2), Plant = static store => new NeverEndsLeases(store) },
        new("affects-apart") { Finds = HistoryRule.OneEffect, Terms = new(IsTransactional: true), AffectsApart = true },
    ];

    public static IEnumerable<HistorySetting> All => [.. Plain, .. Transactional, .. Planted];

    public KeyTerms Terms { get; init; } = new();

    /// <summary>How long a call waits: longer than all that can keep one waiting that is not stuck, on a slow disk too.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>One body in so many fails after its effect; 0 for none.</summary>
    public int FailsOneIn { get; init; }

    /// <summary>One body in so many is long: few where a transaction keeps the file from all others.</summary>
    public int LongOneIn => Terms.IsTransactional ? 100 : Plant is null ? 10 : 3;

    /// <summary>A fault in the store.</summary>
    public Func<IIdempotencyStore, IIdempotencyStore>? Plant { get; init; }

    /// <summary>Whether effects commit apart from the transaction.</summary>
    public bool AffectsApart { get; init; }

    /// <summary>What the fault breaks.</summary>
    public HistoryRule? Finds { get; init; }

    /// <summary>One instance a runtime.</summary>
    public IdempotentOperation<string> NewOperation() => new(Name)
    {
        Store = Name,
        Lease = s_lease,
        WaitTimeout = Patience,
        Transactional = Terms.IsTransactional,
        WhenFailed = Terms.StoresFailures ? WhenFailed.Store : WhenFailed.Release,
        WhenAbandoned = Terms.Holds ? WhenAbandoned.Hold : WhenAbandoned.RunAgain,
    };

    public static HistorySetting Of(string name) => All.Single(s => s.Name == name);

    /// <summary>The setting of a record's key.</summary>
    public static HistorySetting OfKey(string key) => Of(key.Split(':')[2]);

    public string KeyOf(long number) => $"idempotency::{Name}:{number}";
}
