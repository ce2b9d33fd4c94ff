using Idempotent.Storing;
using Microsoft.Extensions.Logging;

namespace Idempotent;

/// <summary>
/// Writes that could not be made, tried again in the background until the store answers. Outcomes and holds wait as long as the process lives, their leases
/// renewed; releases until their lease is over, and only so many of them, so that an outage does not fill the memory.
/// </summary>
internal sealed class PendingWrites(CallStore store, LeaseKeeper keeper, JoinTable running, TimeProvider time, Jitter jitter, ILogger log)
{
    private const int MaxReleases = 10_000;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly HashSet<PendingWrite> _writes = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _releases;
    private bool _works;
    private Task _work = Task.CompletedTask;

    public void Add(PendingWrite write)
    {
        lock (_gate)
        {
            if (write.IsRelease && ++_releases > MaxReleases)
            {
                _releases--;
                return;
            }

            if (write.Lease is { } lease)
            {
                keeper.KeepSaving(lease);
            }

            _writes.Add(write);
            if (!_works)
            {
                _works = true;
                using var unflowed = Unflowed.Begin();
                _work = Task.Run(WorkAsync);
            }
        }
    }

    /// <summary>No more pauses: what is left is tried once more and then left to the end of its lease.</summary>
    public Task StopAsync()
    {
        _stopped.TrySetResult();
        lock (_gate)
        {
            return _work;
        }
    }

    private async Task WorkAsync()
    {
        var pause = s_firstPause;
        while (true)
        {
            var isLast = _stopped.Task.IsCompleted;
            var writes = Take();
            await SendAsync(writes.FindAll(static w => w.Outcome is not null), writes => store.CompleteAsync(
                writes.ConvertAll(static w => new CompleteRequest(w.Key, w.Owner, w.Outcome!, w.Plan.Retention)).ToArray())).ConfigureAwait(false);
            await SendAsync(writes.FindAll(static w => w.Hold != HoldReason.None), writes => store.HoldAsync(
                writes.ConvertAll(static w => new HoldRequest(w.Key, w.Owner, w.Hold)).ToArray())).ConfigureAwait(false);
            await SendAsync(writes.FindAll(static w => w.IsRelease), writes => store.ReleaseAsync(
                writes.ConvertAll(static w => new ReleaseRequest(w.Key, w.Owner, w.Plan.Retention)).ToArray())).ConfigureAwait(false);
            lock (_gate)
            {
                // What came while the last pass was under way gets one of its own.
                if (_writes.Count == 0 || (isLast && _writes.All(static w => w.IsTried)))
                {
                    _works = false;
                    return;
                }
            }

            await Task.WhenAny(Task.Delay(jitter.Shorten(pause), time), _stopped.Task).ConfigureAwait(false);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }

    /// <summary>What is to be sent, without the releases that were tried and that the end of their lease has made needless.</summary>
    private List<PendingWrite> Take()
    {
        var now = Moment.Now(time);
        lock (_gate)
        {
            _releases -= _writes.RemoveWhere(w => w.IsRelease && w.IsTried && now.Since(w.Since, time) > w.Plan.Lease);
            foreach (var write in _writes)
            {
                write.IsTried = true;
            }

            return [.. _writes];
        }
    }

    private async ValueTask SendAsync(List<PendingWrite> writes, Func<List<PendingWrite>, ValueTask<WriteStatus[]>> send)
    {
        if (writes.Count == 0)
        {
            return;
        }

        WriteStatus[] answers;
        try
        {
            answers = await send(writes).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.StillNotSaved(log, e, writes.Count);
            return;
        }

        for (var i = 0; i < writes.Count; i++)
        {
            Settle(writes[i], answers[i]);
        }
    }

    private void Settle(PendingWrite write, WriteStatus answer)
    {
        lock (_gate)
        {
            _writes.Remove(write);
            _releases -= write.IsRelease ? 1 : 0;
        }

        if (write.Lease is { } lease)
        {
            keeper.Drop(lease);
        }

        if (write.Call is { } call)
        {
            running.Leave(call);
        }

        if (write.IsRelease)
        {
            return;
        }

        if (answer == WriteStatus.Applied)
        {
            Log.SavedLate(log, write.Plan.Operation.Name, write.Key);
        }
        else
        {
            Log.NeverSaved(log, write.Plan.Operation.Name, write.Key, answer);
        }
    }
}
