namespace Idempotent.Stores.Tests.Histories;

/// <summary>What a history must never show. Each is explained where it is checked.</summary>
internal enum HistoryRule
{
    OneLease,
    OneBody,
    TokensGrow,
    OwnersWrite,
    NothingStuck,
    OneOutcome,
    OwnOutcome,
    OutcomeOfABody,
    NeverAgain,
    OneEffect,
    KnownFailures,
}

/// <summary>A broken rule.</summary>
internal sealed record Violation(HistoryRule Rule, string Key, string Text)
{
    public override string ToString() => $"{Rule}: {Key}: {Text}";
}

/// <summary>Finds what broke the promise in a history of several processes that were killed and stopped. Pure.</summary>
/// <remarks>
/// <para>It is sound and not complete: what it reports did break the promise, whatever ran when within the spans that the logs leave open; what happened within a span where it may have been right is not reported.
/// It looks at times of the monotonic clock alone, which all processes of a machine share. The store's clock decides about leases and may be another; over a lease the two are taken to differ by no more than
/// <see cref="ClockError"/>: so not while the wall clock is set, nor while the machine is suspended.</para>
/// <para>A body may start late. A process that is stopped between its claim and its body starts it when it is continued, and by then its lease may be over and another attempt's alive. No library can stop that
/// (SPEC §4: once means once per live lease), so no rule compares the moment of a body's start with leases. What is checked instead is all that once per live lease needs: two leases of a key are never alive at once
/// (<see cref="HistoryRule.OneLease"/>), and each starts one body, in the process that claimed it (<see cref="HistoryRule.OneBody"/>).</para>
/// <para>Deletions and decisions are no part of a history, and retention outlasts it.</para>
/// </remarks>
internal static class HistoryChecker
{
    /// <summary>How much the store's clock and the machine's monotonic one may differ over a lease.</summary>
    public static TimeSpan ClockError { get; } = TimeSpan.FromMilliseconds(50);

    private static readonly (HistoryRule Rule, Func<KeyHistory, KeyTerms, IEnumerable<string>> Find)[] s_rules =
    [
        (HistoryRule.OneLease, static (key, _) => LeaseRules.FindTwoLeases(key)),
        (HistoryRule.OneBody, static (key, _) => LeaseRules.FindSecondBodies(key)),
        (HistoryRule.TokensGrow, static (key, _) => LeaseRules.FindFallingTokens(key)),
        (HistoryRule.OwnersWrite, static (key, _) => LeaseRules.FindOthersWrites(key)),
        (HistoryRule.NothingStuck, static (key, _) => LeaseRules.FindStuckKeys(key)),
        (HistoryRule.OneOutcome, OutcomeRules.FindSecondOutcomes),
        (HistoryRule.OwnOutcome, static (key, _) => OutcomeRules.FindOthersOutcomes(key)),
        (HistoryRule.OutcomeOfABody, static (key, _) => OutcomeRules.FindOutcomesOfNoBody(key)),
        (HistoryRule.NeverAgain, OutcomeRules.FindRunsAfterTheOutcome),
        (HistoryRule.OneEffect, OutcomeRules.FindWrongEffects),
        (HistoryRule.KnownFailures, OutcomeRules.FindUnknownFailures),
    ];

    /// <summary>Everything that is broken.</summary>
    /// <param name="history">What happened.</param>
    /// <param name="termsOf">What was asked for under a key.</param>
    public static IReadOnlyList<Violation> Check(History history, Func<string, KeyTerms> termsOf) =>
    [
        .. from key in history.Keys
           let terms = termsOf(key.Key)
           from rule in s_rules
           from text in rule.Find(key, terms)
           select new Violation(rule.Rule, key.Key, text),
    ];
}
