using Idempotent.Storing;

namespace Idempotent;

/// <content>A duplicate of a run in another process: woken by the store, or polling. Waiting holds no thread and no connection.</content>
internal abstract partial class Call<TResult>
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);

    private TimeSpan? _waited;

    private TimeSpan WaitLeft => Plan.WaitTimeout - Time.GetElapsedTime(_began.Timestamp) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Waits until the record is not in progress any more, as a claim of this call finds it. It may find it free, and have it.</summary>
    private async ValueTask<Claim> WaitAsync(Claim claim)
    {
        if (Plan.Rejects || WaitLeft == TimeSpan.Zero)
        {
            throw InProgress(claim.Answer.Remaining);
        }

        Start();
        var began = Time.GetTimestamp();
        var pause = s_firstPause;
        IRecordWatch? watch = null;
        try
        {
            while (claim.Answer.Status == ClaimStatus.InProgress)
            {
                var left = WaitLeft;
                if (left == TimeSpan.Zero)
                {
                    _isForTheNext = true;
                    throw InProgress(claim.Answer.Remaining);
                }

                // Which of the two records is waited for can change, and a watch is on one.
                if (Bound.Watching is null || Key.Former is not null)
                {
                    await PauseAsync(Shortest(left, claim.Answer.Remaining, Plan.Runtime.Jitter.Shorten(pause))).ConfigureAwait(false);
                    pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
                }
                else if (watch is null)
                {
                    // Subscribe, look again, then wait: no change is missed.
                    watch = await Settle(Bound.Watching.WatchAsync(Key, Caller)).ConfigureAwait(false);
                }
                else
                {
                    await Settle(watch.WaitAsync(Shortest(left, claim.Answer.Remaining, left), Caller)).ConfigureAwait(false);
                }

                claim = await ClaimAsync(Moment.Now(Time)).ConfigureAwait(false);
            }

            return claim;
        }
        finally
        {
            Waited(began);
            if (watch is not null)
            {
                await Settle(watch.DisposeAsync()).ConfigureAwait(false);
            }
        }
    }

    /// <summary>However often a call waits, it is measured once.</summary>
    private void Waited(long began) => _waited = (_waited ?? TimeSpan.Zero) + Time.GetElapsedTime(began);

    private ValueTask PauseAsync(TimeSpan pause) => Settle(Task.Delay(pause, Time, Caller));

    /// <summary>Never less than a moment, so that nobody spins on a lease that is just over.</summary>
    private static TimeSpan Shortest(TimeSpan a, TimeSpan b, TimeSpan c)
    {
        var shortest = a < b ? a : b;
        shortest = shortest < c ? shortest : c;
        return shortest > TimeSpan.FromMilliseconds(1) ? shortest : TimeSpan.FromMilliseconds(1);
    }
}
