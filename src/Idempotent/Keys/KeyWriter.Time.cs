namespace Idempotent.Keys;

/// <content>Dates, times and durations, in ticks of 100 ns.</content>
public ref partial struct KeyWriter
{
    /// <summary>Writes an instant: the offset is not part of it.</summary>
    public void Write(DateTimeOffset value) => Fixed(CanonicalTag.Instant, value.UtcTicks);

    /// <summary>Writes a date and time: an instant when its kind is UTC or local, else the clock's face.</summary>
    public void Write(DateTime value)
    {
        if (value.Kind == DateTimeKind.Unspecified)
        {
            Fixed(CanonicalTag.UnspecifiedDateTime, value.Ticks);
        }
        else
        {
            Fixed(CanonicalTag.Instant, value.ToUniversalTime().Ticks);
        }
    }

    /// <summary>Writes a date.</summary>
    public void Write(DateOnly value) => Fixed(CanonicalTag.Date, value.DayNumber);

    /// <summary>Writes a time of day.</summary>
    public void Write(TimeOnly value) => Fixed(CanonicalTag.TimeOfDay, value.Ticks);

    /// <summary>Writes a duration.</summary>
    public void Write(TimeSpan value) => Fixed(CanonicalTag.Duration, value.Ticks);
}
