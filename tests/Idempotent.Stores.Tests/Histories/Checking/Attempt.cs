using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>What was given under one fencing token, and when its lease was alive: for certain, and at all.</summary>
/// <remarks>
/// The store decides at some moment between request and answer, and gives the lease from then on. So it was alive for certain from the answer until the request's moment plus the lease, and it can't have been alive before the
/// request, nor after the answer's moment plus the lease. A renewal that was applied proves that nobody took the record over before it, and extends both in the same way. One whose answer never came may have been
/// applied at any time until its process was dead. The lease need not be alive from the moment at which its end (complete, release, hold) was sent, and can't be after the answer that applied it.
/// </remarks>
internal sealed class Attempt
{
    /// <param name="given">The claims that were given, all under one owner and token, earliest first.</param>
    /// <param name="writes">What the owner wrote as this attempt.</param>
    /// <param name="history">All of it.</param>
    public Attempt(IReadOnlyList<ClaimEvent> given, IEnumerable<WriteEvent> writes, History history)
    {
        (Owner, Token, Process, InTransaction) = (given[0].Owner, given[0].Token, given[0].Process, given[0].InTransaction);
        Sent = given[0].From;
        Given = given.Min(static c => c.To!.Value);
        AliveUntil = Sent + given[0].Lease;
        PossibleUntil = given.Max(static c => c.To!.Value + c.Lease);
        foreach (var write in writes)
        {
            if (write.Step != StoreStep.Renew)
            {
                EndSent = Min(EndSent, write.From);
                EndApplied = write.Status == WriteStatus.Applied ? Min(EndApplied, write.To!.Value) : EndApplied;
            }
            else if (write.Status == WriteStatus.Applied)
            {
                AliveUntil = Max(AliveUntil, write.From + write.Lease);
                PossibleUntil = Max(PossibleUntil, write.To!.Value + write.Lease);
            }
            else if (write.Status is null)
            {
                PossibleUntil = Max(PossibleUntil, history.EndOf(write.Process) + write.Lease);
            }
        }

        AliveUntil = Min(AliveUntil - HistoryChecker.ClockError, EndSent);
        PossibleUntil = Min(PossibleUntil + HistoryChecker.ClockError, EndApplied);
    }

    public string Owner { get; }

    public long Token { get; }

    public string Process { get; }

    /// <summary>Whether the transaction is the lease.</summary>
    public bool InTransaction { get; }

    /// <summary>Not given before.</summary>
    public TimeSpan Sent { get; }

    /// <summary>Given by then.</summary>
    public TimeSpan Given { get; }

    /// <summary>From <see cref="Given"/> to here the lease was alive for certain.</summary>
    public TimeSpan AliveUntil { get; }

    /// <summary>From here on the lease was over for certain.</summary>
    public TimeSpan PossibleUntil { get; }

    /// <summary>When its first complete, release or hold was applied; <see cref="TimeSpan.MaxValue"/> for never.</summary>
    public TimeSpan EndApplied { get; } = TimeSpan.MaxValue;

    private TimeSpan EndSent { get; } = TimeSpan.MaxValue;

    public override string ToString() => $"{Token} of process {Process}";

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
