namespace Idempotent.Sqlite;

/// <summary>Settings of a SQLite store. Read once, when the store is made.</summary>
public sealed class SqliteOptions
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>When a commit is durable. Default <see cref="SqliteSynchronous.Full"/>.</summary>
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Full;

    /// <summary>
    /// How long a write waits for the file while another writer has it, before it fails with <see cref="IdempotencyStoreUnavailableException"/>. Longer than any transactional body
    /// may run. 10 milliseconds to one day. Default 30 seconds. Measured by the machine's monotonic clock.
    /// </summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often expired records are removed in the background, and abandoned ones turned to held where that was asked for. One millisecond to one day, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for never. Default one minute.
    /// </summary>
    public TimeSpan PurgeInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How often waiters look whether another process changed the file; waiters in the process that did it are woken at once. One millisecond to one day. Default 20 milliseconds.
    /// </summary>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromMilliseconds(20);

    internal void Validate()
    {
        if (!Enum.IsDefined(Synchronous))
        {
            throw new ArgumentOutOfRangeException(nameof(Synchronous), Synchronous, $"{nameof(SqliteOptions)}.{nameof(Synchronous)} is Full or Normal.");
        }

        if (BusyTimeout < TimeSpan.FromMilliseconds(10) || BusyTimeout > s_longest)
        {
            throw new ArgumentOutOfRangeException(nameof(BusyTimeout), BusyTimeout, $"{nameof(SqliteOptions)}.{nameof(BusyTimeout)} is between 10 milliseconds and one day.");
        }

        RequireInterval(WatchInterval, nameof(WatchInterval), "");
        if (PurgeInterval != Timeout.InfiniteTimeSpan)
        {
            RequireInterval(PurgeInterval, nameof(PurgeInterval), ", or Timeout.InfiniteTimeSpan for never");
        }
    }

    private static void RequireInterval(TimeSpan value, string name, string orElse)
    {
        if (value < TimeSpan.FromMilliseconds(1) || value > s_longest)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{nameof(SqliteOptions)}.{name} is between one millisecond and one day{orElse}.");
        }
    }
}

/// <summary>When a commit is durable: SQLite's <c>PRAGMA synchronous</c> in WAL mode.</summary>
public enum SqliteSynchronous
{
    /// <summary>When its bytes are on the disk: a completed outcome survives a power cut.</summary>
    Full = 0,

    /// <summary>
    /// When the operating system has its bytes: a completed outcome survives the process, not a power cut or a crash of the operating system, which may lose the last commits.
    /// Several times faster.
    /// </summary>
    Normal = 1,
}
