using Idempotent.Storing;
using Microsoft.Extensions.Logging;

namespace Idempotent;

/// <summary>
/// Renews the leases of everything that runs over one store: one alarm, one batch. Tells those whose lease is lost or whose longest running time is over.
/// </summary>
internal sealed class LeaseKeeper
{
    private readonly object _gate = new();
    private readonly List<Lease> _leases = [];
    private readonly CallStore _store;
    private readonly TimeProvider _time;
    private readonly Jitter _jitter;
    private readonly ILogger _log;
    private readonly Alarm _alarm;
    private Moment _armed;
    private TimeSpan _armedFor = TimeSpan.MaxValue;

    public LeaseKeeper(CallStore store, TimeProvider time, Jitter jitter, ILogger log)
    {
        _store = store;
        _time = time;
        _jitter = jitter;
        _log = log;
        _alarm = new(time, Ring);
    }

    /// <summary>Begins to keep a lease that was claimed.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="sent">Before the claim was sent.</param>
    /// <param name="remaining">What the store said is left of it.</param>
    public void Keep(Lease lease, Moment sent, TimeSpan remaining)
    {
        lock (_gate)
        {
            lease.Times.Begin(sent, remaining, RenewAfter(remaining));
            Add(lease);
            Arm(sent, UntilDue(lease, sent));
        }
    }

    /// <summary>The body has ended and its outcome can't be saved yet: renews until <see cref="Drop"/>, whatever the deadline.</summary>
    public void KeepSaving(Lease lease)
    {
        lock (_gate)
        {
            var now = Moment.Now(_time);
            lease.Times.IsSaving = true;
            lease.Times.IsStopped = false;
            Add(lease);
            Arm(now, UntilDue(lease, now));
        }
    }

    /// <summary>The lease was renewed by another way.</summary>
    public void Confirm(Lease lease, Moment sent)
    {
        lock (_gate)
        {
            lease.Times.Confirm(sent, lease.Plan.Lease, RenewAfter(lease.Plan.Lease));
        }
    }

    /// <summary>The lease is given back, used up or lost. Twice is once.</summary>
    public void Drop(Lease lease)
    {
        lock (_gate)
        {
            Remove(lease);
        }
    }

    /// <summary>The store says, or the time says, that another attempt may own the record.</summary>
    public void Lose(Lease lease)
    {
        if (lease.Lose())
        {
            Log.LeaseIsOver(_log, lease.Plan.Operation.Name, lease.Key, lease.Attempt);
            Instruments.LeaseLost(lease.Plan.Operation.Name);
        }
    }

    private void Ring()
    {
        List<Lease>? renewals = null;
        List<Lease>? lost = null;
        List<Lease>? stopped = null;
        var now = Moment.Now(_time);
        lock (_gate)
        {
            _armedFor = TimeSpan.MaxValue;
            var next = TimeSpan.MaxValue;
            for (var i = _leases.Count - 1; i >= 0; i--)
            {
                var lease = _leases[i];
                if (lease.Times.UntilOver(now, _time) <= TimeSpan.Zero)
                {
                    Remove(lease);
                    (lost ??= []).Add(lease);
                    continue;
                }

                if (lease.Times.UntilStop(now, lease.Plan.MaxRunning, _time) <= TimeSpan.Zero)
                {
                    lease.Times.IsStopped = true;
                    (stopped ??= []).Add(lease);
                }
                else if (lease.Times.UntilRenewal(now, _time) <= Early(lease))
                {
                    lease.Times.IsRenewing = true;
                    (renewals ??= []).Add(lease);
                }

                next = Min(next, UntilDue(lease, now));
            }

            Arm(now, next);
        }

        foreach (var lease in stopped ?? [])
        {
            lease.CancelBody();
            Log.RunningTooLong(_log, lease.Plan.Operation.Name, lease.Key, lease.Attempt, lease.Plan.MaxRunning);
        }

        foreach (var lease in lost ?? [])
        {
            Lose(lease);
        }

        if (renewals is not null)
        {
            _ = RenewAsync(renewals);
        }
    }

    private async Task RenewAsync(List<Lease> leases)
    {
        var sent = Moment.Now(_time);
        WriteStatus[]? answers = null;
        Exception? failure = null;
        try
        {
            answers = await _store.RenewAsync(
                leases.ConvertAll(static l => new RenewRequest(l.Key, l.Owner, l.Plan.Lease)).ToArray()).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Until its deadline a lease that could not be renewed is not a lost one.
            failure = e;
        }

        List<Lease>? lost = null;
        lock (_gate)
        {
            var now = Moment.Now(_time);
            for (var i = 0; i < leases.Count; i++)
            {
                var lease = leases[i];
                lease.Times.IsRenewing = false;
                if (lease.Times.Index < 0)
                {
                    continue;
                }

                if (answers is null)
                {
                    lease.Times.Plan(now, RetryAfter(lease, now));
                }
                else if (answers[i] == WriteStatus.Applied)
                {
                    lease.Times.Confirm(sent, lease.Plan.Lease, RenewAfter(lease.Plan.Lease));
                }
                else
                {
                    Remove(lease);
                    (lost ??= []).Add(lease);
                    continue;
                }

                Arm(now, UntilDue(lease, now));
            }
        }

        foreach (var lease in lost ?? [])
        {
            Lose(lease);
        }

        if (failure is not null)
        {
            Log.RenewalFailed(_log, failure, leases.Count);
        }
    }

    private TimeSpan RenewAfter(TimeSpan lease) => _jitter.Shorten(lease / 3);

    /// <summary>A tenth of the lease, and more often when the deadline is near.</summary>
    private TimeSpan RetryAfter(Lease lease, Moment now)
    {
        var left = Min(lease.Plan.Lease / 10, lease.Times.UntilOver(now, _time) / 3);
        return _jitter.Shorten(left > lease.Plan.Lease / 100 ? left : lease.Plan.Lease / 100);
    }

    /// <summary>What is due a little later goes along in the same batch.</summary>
    private static TimeSpan Early(Lease lease) => lease.Plan.Lease / 12;

    private TimeSpan UntilDue(Lease lease, Moment now) => Min(
        lease.Times.UntilRenewal(now, _time),
        Min(lease.Times.UntilOver(now, _time), lease.Times.UntilStop(now, lease.Plan.MaxRunning, _time)));

    private void Arm(Moment now, TimeSpan due)
    {
        if (due == TimeSpan.MaxValue || (_armedFor != TimeSpan.MaxValue && _armedFor - now.Since(_armed, _time) <= due))
        {
            return;
        }

        _armed = now;
        _armedFor = due;
        _alarm.Set(now.Timestamp, due);
    }

    private void Add(Lease lease)
    {
        if (lease.Times.Index < 0)
        {
            lease.Times.Index = _leases.Count;
            _leases.Add(lease);
        }
    }

    private void Remove(Lease lease)
    {
        var index = lease.Times.Index;
        if (index < 0)
        {
            return;
        }

        var last = _leases[^1];
        _leases[index] = last;
        last.Times.Index = index;
        _leases.RemoveAt(_leases.Count - 1);
        lease.Times.Index = -1;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
