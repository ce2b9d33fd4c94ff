using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>What callers got, and what was done to the world.</summary>
internal static class OutcomeRules
{
    /// <summary>
    /// Two callers got different outcomes. Sound: an outcome never expires here. A result whose saving was answered with an error is left out, as the promise does: its caller gets it, the log says that it
    /// was not saved, and another attempt may follow.
    /// </summary>
    public static IEnumerable<string> FindSecondOutcomes(KeyHistory key, KeyTerms terms)
    {
        var outcomes = Outcomes(key, terms).Select(static c => c.Text).Distinct().ToList();
        if (outcomes.Count > 1)
        {
            yield return $"callers got {string.Join(" and ", outcomes.Select(static o => $"'{o}'"))}.";
        }
    }

    /// <summary>A caller got the outcome of another key or payload. Sound: a text names the call that made it.</summary>
    public static IEnumerable<string> FindOthersOutcomes(KeyHistory key) =>
        from call in Answered(key)
        let made = HistoryText.Parse(call.Text!)
        where made.Key != key.Key || made.Payload != call.Payload
        select $"a call with the payload {call.Payload} got '{call.Text}'.";

    /// <summary>A caller got what no body of the key had made, or a result without its effect. Sound: a body logs its effect, and what it returns, before it returns it; a failure undoes the effect of a transaction.</summary>
    public static IEnumerable<string> FindOutcomesOfNoBody(KeyHistory key) =>
        from call in Answered(key)
        let made = HistoryText.Parse(call.Text!)
        where made.Key == key.Key && !(key.Bodies.Any(b => b.Text == call.Text && b.To <= call.To) && (call.Answer != Answer.Value || key.Effects.Any(e => e.Token == made.Token)))
        select $"a caller got '{call.Text}', which no body returned after its effect.";

    /// <summary>A claim was given although there was an outcome. Sound: it was sent after the outcome was known to be stored.</summary>
    public static IEnumerable<string> FindRunsAfterTheOutcome(KeyHistory key, KeyTerms terms)
    {
        var stored = key.Writes.Where(static w => w is { Step: StoreStep.Complete, Status: WriteStatus.Applied, InTransaction: false }).Select(static w => w.To!.Value);
        var told = Outcomes(key, terms).Select(static c => c.To!.Value);
        var known = stored.Concat(told).DefaultIfEmpty(TimeSpan.MaxValue).Min();
        return key.Attempts.Where(a => a.Sent > known).Select(a => $"attempt {a} was given at {a.Given}, and there was an outcome since {known}.");
    }

    /// <summary>
    /// A transactional key has not exactly the effect that its outcome tells of, or has one without an outcome. Sound: effects are read when all processes are dead and every key has been called once more, so that
    /// an outcome that committed with an effect was told to somebody.
    /// </summary>
    public static IEnumerable<string> FindWrongEffects(KeyHistory key, KeyTerms terms)
    {
        if (!terms.IsTransactional)
        {
            yield break;
        }

        var outcomes = Outcomes(key, terms).Select(static c => HistoryText.Parse(c.Text!).Token).ToHashSet();
        if (key.Effects.Count > 1 || !outcomes.SetEquals(key.Effects.Select(static e => e.Token)))
        {
            yield return $"the outcome is of {string.Join(", ", outcomes)}, the effects of {string.Join(", ", key.Effects.Select(static e => e.Token))}.";
        }
    }

    /// <summary>
    /// A call failed in a way that nothing explains. Sound: another payload is needed for <see cref="Answer.Reused"/>, a setting that holds for <see cref="Answer.Held"/>, one that stores failures for
    /// <see cref="Answer.StoredFailure"/>, and for <see cref="Answer.LeaseLost"/> another owner, or a claim that turned the abandoned record to held: each began before the call ended. A transaction is a lease that a server ends by itself, when it idles or the connection breaks.
    /// </summary>
    public static IEnumerable<string> FindUnknownFailures(KeyHistory key, KeyTerms terms) =>
        from call in key.Calls
        where call.Answer switch
        {
            Answer.Unexpected => true,
            Answer.Reused => !key.Calls.Any(c => c.Payload != call.Payload && c.From <= call.To),
            Answer.Held => !terms.Holds,
            Answer.StoredFailure => !terms.StoresFailures,
            Answer.LeaseLost => !terms.IsTransactional && key.Claims.Where(c => (c.IsGiven || c.Status is null or ClaimStatus.Held) && c.From <= call.To).DistinctBy(static c => c.Owner).Count() < 2,
            _ => false,
        }
        select $"a call of process {call.Process} ended with {call.Answer}: {call.Text}";

    /// <summary>Calls that ended with what a body made.</summary>
    private static IEnumerable<CallEvent> Answered(KeyHistory key) => key.Calls.Where(static c => c.Answer is Answer.Value or Answer.Failure or Answer.StoredFailure);

    /// <summary>Calls that ended with what is, or was to be, the record's outcome; without those whose outcome may not have been saved.</summary>
    private static IEnumerable<CallEvent> Outcomes(KeyHistory key, KeyTerms terms)
    {
        var unsaved = (from write in key.Writes
                       where write is { Step: StoreStep.Complete, Status: null, To: not null }
                       from attempt in key.Attempts
                       where attempt.Owner == write.Owner
                       select attempt.Token).ToHashSet();
        return Answered(key).Where(c => (c.Answer != Answer.Failure || terms.StoresFailures) && !unsaved.Contains(HistoryText.Parse(c.Text!).Token));
    }
}
