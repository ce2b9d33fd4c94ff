namespace Idempotent.Storing;

/// <summary>The one unit of time in records: whole microseconds since 1970 UTC, by the store's clock. Saturates at <see cref="Never"/>; never overflows.</summary>
public static class StoreTime
{
    /// <summary>Later than every time: the end of the year 9999.</summary>
    public const long Never = 253_402_300_799_999_999;

    /// <summary>Now, by a clock.</summary>
    public static long Now(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return FromUtc(time.GetUtcNow());
    }

    /// <summary>A moment in microseconds, cut to a whole one.</summary>
    public static long FromUtc(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The moment of so many microseconds since 1970.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="micros"/> is after <see cref="Never"/>, or long before 1970.</exception>
    public static DateTimeOffset ToUtc(long micros) => DateTimeOffset.UnixEpoch.AddTicks(checked(micros * TimeSpan.TicksPerMicrosecond));

    /// <summary>The moment so long after <paramref name="micros"/>: a part of a microsecond counts as a whole one, so that no duration is over at once.</summary>
    public static long After(long micros, TimeSpan duration)
    {
        var whole = (duration.Ticks / TimeSpan.TicksPerMicrosecond) + (duration.Ticks % TimeSpan.TicksPerMicrosecond > 0 ? 1 : 0);
        return whole >= Never - micros ? Never : micros + whole;
    }

    /// <summary>What is left from <paramref name="now"/> until <paramref name="until"/>; zero when that is over.</summary>
    public static TimeSpan Left(long until, long now) => until <= now ? TimeSpan.Zero : TimeSpan.FromTicks((until - now) * TimeSpan.TicksPerMicrosecond);
}
