namespace Idempotent;

/// <summary>Lets one of many equal warnings through in a minute and counts the others. Thread-safe.</summary>
internal sealed class WarningPace(TimeProvider time)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private long? _told;
    private int _count;

    /// <summary>Counts one. How many there were since the last one that was told, this one included; 0 where it is not to be told.</summary>
    public int Count()
    {
        lock (_gate)
        {
            _count++;
            if (_told is { } told && time.GetElapsedTime(told) < s_interval)
            {
                return 0;
            }

            _told = time.GetTimestamp();
            (var count, _count) = (_count, 0);
            return count;
        }
    }
}
