namespace Idempotent;

/// <summary>
/// Rings once, when the time that was set last is over. By the system's clock it waits on a thread of its own, which ends when nothing is set: timers ring on
/// the thread pool, and leases must also be renewed while that is starved. By any other clock it is a timer of that clock.
/// </summary>
internal sealed class Alarm
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly Action _ring;
    private readonly ITimer? _timer;
    private bool _threadRuns;
    private bool _isSet;
    private long _setAt;
    private TimeSpan _due;

    public Alarm(TimeProvider time, Action ring)
    {
        _time = time;
        _ring = ring;
        if (time != TimeProvider.System)
        {
            using var unflowed = Unflowed.Begin();
            _timer = time.CreateTimer(static alarm => ((Alarm)alarm!)._ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Sets the time; it replaces the one before. The alarm may ring earlier than a very long time.</summary>
    /// <param name="from">The timestamp from which the time counts: whoever was paused since then is not late by the pause.</param>
    /// <param name="due">The time. A negative one is none.</param>
    public void Set(long from, TimeSpan due)
    {
        due = due > s_longest ? s_longest : due;
        if (_timer is not null)
        {
            var left = due - _time.GetElapsedTime(from);
            _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            return;
        }

        lock (_gate)
        {
            _isSet = true;
            _setAt = from;
            _due = due;
            if (_threadRuns)
            {
                Monitor.Pulse(_gate);
                return;
            }

            _threadRuns = true;
        }

        new Thread(Wait) { IsBackground = true, Name = "Idempotent leases" }.UnsafeStart();
    }

    private void Wait()
    {
        while (true)
        {
            lock (_gate)
            {
                while (_isSet && _due - _time.GetElapsedTime(_setAt) is var left && left > TimeSpan.Zero)
                {
                    Monitor.Wait(_gate, left + TimeSpan.FromMilliseconds(1));
                }

                if (!_isSet)
                {
                    _threadRuns = false;
                    return;
                }

                _isSet = false;
            }

            _ring();
        }
    }
}
