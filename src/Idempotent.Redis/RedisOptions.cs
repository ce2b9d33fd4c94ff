using Idempotent.Storing;

namespace Idempotent.Redis;

/// <summary>Settings of a Redis store. Read once, when the store is made.</summary>
public sealed class RedisOptions
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>
    /// What every key in Redis begins with: nothing else may use it, and every process that shares the records uses the same. Not empty, printable ASCII without spaces. Default <c>idempotent:</c>.
    /// </summary>
    /// <remarks>In a cluster, no hash tag is needed: a record is one key. A prefix with one, such as <c>{payments}:</c>, puts all records on one node.</remarks>
    public string KeyPrefix { get; set; } = "idempotent:";

    /// <summary>The number of the database; -1 for that of the connection. Not negative else. Default -1. A cluster has only 0.</summary>
    public int Database { get; set; } = -1;

    /// <summary>
    /// How many replicas must have a claim or an outcome before it counts; what fewer have is answered by <see cref="IdempotencyStoreUnavailableException"/>. 0 to 100. Default 0: the
    /// primary alone. Each such write waits on the shared connection (Redis' <c>WAIT</c>), and so does all that is sent after it.
    /// </summary>
    public int WaitForReplicas { get; set; }

    /// <summary>How long <see cref="WaitForReplicas"/> waits. 1 millisecond to one day, and less than the connection's own time-out. Default 1 second.</summary>
    public TimeSpan ReplicaTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How often a waiter looks for itself although nothing woke it: messages of Redis can get lost with a connection. 1 millisecond to one day. Default 1 second.
    /// </summary>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>When calls are refused at once because the server does not answer.</summary>
    public CircuitBreakerOptions CircuitBreaker { get; } = new();

    internal void Validate()
    {
        if (string.IsNullOrEmpty(KeyPrefix) || KeyPrefix.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException($"{nameof(RedisOptions)}.{nameof(KeyPrefix)} is printable ASCII without spaces, and not empty: '{KeyPrefix}'.", nameof(KeyPrefix));
        }

        if (Database < -1)
        {
            throw new ArgumentOutOfRangeException(nameof(Database), Database, $"{nameof(RedisOptions)}.{nameof(Database)} is -1 or the number of a database.");
        }

        if (WaitForReplicas is < 0 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(WaitForReplicas), WaitForReplicas, $"{nameof(RedisOptions)}.{nameof(WaitForReplicas)} is between 0 and 100.");
        }

        RequireInterval(ReplicaTimeout, nameof(ReplicaTimeout));
        RequireInterval(WatchInterval, nameof(WatchInterval));
    }

    private static void RequireInterval(TimeSpan value, string name)
    {
        if (value < TimeSpan.FromMilliseconds(1) || value > s_longest)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{nameof(RedisOptions)}.{name} is between one millisecond and one day.");
        }
    }
}
