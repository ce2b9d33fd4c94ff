namespace Idempotent;

/// <summary>A monotonic clock in milliseconds for what a call asks on its shortest way, where reading an exact one would be a good part of the time.</summary>
internal sealed class CoarseClock(TimeProvider time)
{
    private readonly bool _isSystem = time == TimeProvider.System;

    /// <summary>By how much <see cref="Now"/> may be late, in milliseconds.</summary>
    public long Resolution => _isSystem ? 20 : 0;

    /// <summary>Milliseconds since some moment.</summary>
    public long Now => _isSystem ? Environment.TickCount64 : (long)time.GetElapsedTime(0).TotalMilliseconds;
}
