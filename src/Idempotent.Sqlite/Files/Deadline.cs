namespace Idempotent.Sqlite;

/// <summary>
/// Until when to wait for the file's lock. On the machine's monotonic clock, whatever clock decides about records: the lock may be another process's, which knows nothing of ours.
/// </summary>
internal readonly struct Deadline(TimeSpan limit)
{
    private const int LongestPause = 8;

    private readonly long _start = TimeProvider.System.GetTimestamp();

    public TimeSpan Left => limit - TimeProvider.System.GetElapsedTime(_start) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    public bool IsOver => Left == TimeSpan.Zero;

    /// <summary>The pause, without a thread, before the next try: longer from try to try, and never in step with another process.</summary>
    public static Task PauseAsync(int tries, CancellationToken cancellationToken = default) =>
#pragma warning disable CA5394 // Spreads tries; no secret depends on it.
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 2 + Math.Min(tries, LongestPause))), TimeProvider.System, cancellationToken);
#pragma warning restore CA5394
}
