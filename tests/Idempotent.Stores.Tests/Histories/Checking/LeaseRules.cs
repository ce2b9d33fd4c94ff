using Idempotent.Storing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>Who had a record when. See <see cref="Attempt"/> for what is certain of a lease and what is only possible.</summary>
internal static class LeaseRules
{
    /// <summary>
    /// Two leases of one key were alive at once. Sound: each was given by its answer and can't have been over before its <see cref="Attempt.AliveUntil"/>, so at the later of the two answers both were alive,
    /// and whichever was given second was given over a live one.
    /// </summary>
    public static IEnumerable<string> FindTwoLeases(KeyHistory key) =>
        from pair in Pairs(key.Attempts.Where(static a => !a.InTransaction))
        let both = pair.First.Given > pair.Second.Given ? pair.First.Given : pair.Second.Given
        where both < pair.First.AliveUntil && both < pair.Second.AliveUntil
        select $"attempts {pair.First} and {pair.Second} both had a live lease at {both}.";

    /// <summary>
    /// One lease started two bodies, or a body started without one. Sound: a body knows its attempt's token; its process logged the answer that gave it before the runtime saw that answer, and so before the body.
    /// </summary>
    public static IEnumerable<string> FindSecondBodies(KeyHistory key)
    {
        foreach (var bodies in key.Bodies.GroupBy(static b => b.Token))
        {
            if (bodies.Count() > 1)
            {
                yield return $"attempt {bodies.Key} started {bodies.Count()} bodies.";
            }

            foreach (var body in bodies.Where(b => !key.Attempts.Any(a => a.Token == b.Token && a.Process == b.Process && a.Given <= b.From)))
            {
                yield return $"a body started in process {body.Process} under the token {body.Token}, which that process was not given.";
            }
        }
    }

    /// <summary>
    /// A token is not above an earlier one, or two owners have the same. Sound: the earlier claim was answered before the later one was sent, so it was decided before. A transaction's token counts also where it
    /// was rolled back: its body may have shown it to the world.
    /// </summary>
    public static IEnumerable<string> FindFallingTokens(KeyHistory key) =>
        from pair in Pairs(key.Attempts)
        where pair.First.Token == pair.Second.Token || (pair.First.Given <= pair.Second.Sent && pair.Second.Token < pair.First.Token)
        select $"attempt {pair.Second} came after {pair.First}.";

    /// <summary>
    /// A write was applied for an owner whose record had been given to another. Sound: the other's claim was answered before the write was sent, and its token is above, so it came after; an owner that was
    /// followed never is the current one again.
    /// </summary>
    public static IEnumerable<string> FindOthersWrites(KeyHistory key) =>
        from write in key.Writes
        where write is { Status: WriteStatus.Applied, InTransaction: false }
        let attempt = key.Attempts.Where(a => a.Owner == write.Owner).MaxBy(static a => a.Token)
        where attempt is not null
        from later in key.Attempts
        where later.Owner != attempt.Owner && later.Token > attempt.Token && later.Given > attempt.Sent && later.Given <= write.From
        select $"{write.Step} was applied for attempt {attempt}, although {later} had the record.";

    /// <summary>
    /// A claim found the record in progress although no lease can have been alive then, or nobody who called got to an end. Sound: whatever may have been given, answered or not, is counted as alive for as long as
    /// it can have been; and a history ends with a call of every key that waits for longer than any lease.
    /// </summary>
    public static IEnumerable<string> FindStuckKeys(KeyHistory key)
    {
        foreach (var claim in key.Claims.Where(static c => c is { Status: ClaimStatus.InProgress, InTransaction: false }))
        {
            var isAlive = key.Attempts.Any(a => a.Owner != claim.Owner && CanBeAlive(claim, a.Sent, a.PossibleUntil))
                || key.Unanswered.Any(u => u.Claim.Owner != claim.Owner && CanBeAlive(claim, u.Claim.From, u.PossibleUntil));
            if (!isAlive)
            {
                yield return $"a claim of process {claim.Process} at {claim.From} found it in progress, and no lease was alive.";
            }
        }

        if (key.Calls.Count > 0 && key.Calls.All(static c => c.Answer is Answer.None or Answer.InProgress or Answer.Unavailable or Answer.Cancelled or Answer.LeaseLost))
        {
            yield return $"none of {key.Calls.Count} calls came to an outcome: {string.Join(", ", key.Calls.Select(static c => c.Answer))}.";
        }
    }

    private static bool CanBeAlive(ClaimEvent seen, TimeSpan from, TimeSpan until) => from <= seen.To && seen.From <= until;

    private static IEnumerable<(Attempt First, Attempt Second)> Pairs(IEnumerable<Attempt> attempts)
    {
        var all = attempts.ToList();
        return all.SelectMany((first, i) => all.Skip(i + 1).Select(second => (first, second)));
    }
}
