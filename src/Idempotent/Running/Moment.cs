namespace Idempotent;

/// <summary>One moment by both clocks of this process: the monotonic one stands still in a suspend, the wall clock can be set back.</summary>
internal readonly record struct Moment(long Timestamp, DateTimeOffset Wall)
{
    public static Moment Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

    /// <summary>The time since an earlier moment, by the clock that says more.</summary>
    public TimeSpan Since(Moment earlier, TimeProvider time)
    {
        var monotonic = time.GetElapsedTime(earlier.Timestamp, Timestamp);
        var wall = Wall - earlier.Wall;
        return monotonic > wall ? monotonic : wall;
    }
}
