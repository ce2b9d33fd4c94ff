namespace Idempotent;

/// <summary>When a lease is renewed, over, or not renewed any more. Guarded by the keeper.</summary>
internal sealed class LeaseTimes
{
    private static readonly TimeSpan s_never = TimeSpan.MaxValue;

    private Moment _confirmed;
    private TimeSpan _length;
    private Moment _renewalPlanned;
    private TimeSpan _renewAfter;
    private Moment _claimed;

    /// <summary>The place in the keeper's list; -1 outside.</summary>
    public int Index { get; set; } = -1;

    /// <summary>A renewal is on its way.</summary>
    public bool IsRenewing { get; set; }

    /// <summary>The longest running time is over, or the lease is lost: no renewals.</summary>
    public bool IsStopped { get; set; }

    /// <summary>The body has ended and its outcome is not saved yet: renewals go on whatever the deadline.</summary>
    public bool IsSaving { get; set; }

    /// <param name="sent">Before the claim was sent: the store's lease began after it.</param>
    /// <param name="remaining">What the store says is left.</param>
    /// <param name="renewAfter">When to renew, from <paramref name="sent"/>.</param>
    public void Begin(Moment sent, TimeSpan remaining, TimeSpan renewAfter)
    {
        Confirm(sent, remaining, renewAfter);
        _claimed = sent;
    }

    public void Confirm(Moment sent, TimeSpan length, TimeSpan renewAfter)
    {
        _confirmed = sent;
        _length = length;
        Plan(sent, renewAfter);
    }

    public void Plan(Moment from, TimeSpan renewAfter)
    {
        _renewalPlanned = from;
        _renewAfter = renewAfter;
    }

    /// <summary>What is left until the deadline; zero or less when it is over.</summary>
    public TimeSpan UntilOver(Moment now, TimeProvider time) => IsSaving ? s_never : _length - now.Since(_confirmed, time);

    public TimeSpan UntilRenewal(Moment now, TimeProvider time) =>
        IsRenewing || IsStopped ? s_never : _renewAfter - now.Since(_renewalPlanned, time);

    public TimeSpan UntilStop(Moment now, TimeSpan maxRunning, TimeProvider time) =>
        IsSaving || IsStopped ? s_never : maxRunning - now.Since(_claimed, time);
}
