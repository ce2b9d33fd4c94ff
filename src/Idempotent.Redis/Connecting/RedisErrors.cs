using StackExchange.Redis;

namespace Idempotent.Redis;

/// <summary>Says what a failure of Redis means for who runs the store.</summary>
internal static class RedisErrors
{
    public static bool IsUnavailable(Exception exception) => exception is RedisException or RedisTimeoutException or RedisCommandException or ObjectDisposedException;

    /// <summary>Whether there was no answer. An answer that refuses is one.</summary>
    public static bool IsOutage(Exception exception) => exception is IdempotencyStoreUnavailableException { InnerException: RedisTimeoutException or RedisConnectionException };

    public static bool IsUnknownScript(RedisServerException exception) => exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    public static IdempotencyStoreUnavailableException Unavailable(Exception cause) => new($"The Redis store failed: {Advice(cause)} ({cause.Message})", cause);

    private static string Advice(Exception cause) => cause switch
    {
        RedisTimeoutException => "it did not answer in time; whether it did what was asked is settled by asking again.",
        RedisConnectionException => "there is no connection; whether it did what was asked last is settled by asking again.",
        RedisCommandException => "it could not be asked: this is no primary, or a command is forbidden.",
        ObjectDisposedException => "its connection is closed.",
        RedisServerException server => Advice(server.Message),
        _ => "see the cause.",
    };

    private static string Advice(string message) => message.Split(' ')[0] switch
    {
        "OOM" => "it has reached maxmemory. Give it more, or let what nobody needs expire; do not let it evict records.",
        "MISCONF" => "it can't write its snapshot or its append-only file, and refuses writes until it can: look at its disk and its log.",
        "READONLY" => "this is a replica now: a failover is under way.",
        "LOADING" => "it starts, and loads its data.",
        "CLUSTERDOWN" => "the cluster has no node for this key: one is down and not yet replaced.",
        "MASTERDOWN" or "TRYAGAIN" => "a failover or a move of keys is under way.",
        "NOREPLICAS" => "it has fewer good replicas than its min-replicas-to-write.",
        "NOAUTH" or "WRONGPASS" or "NOPERM" => "it refuses this user. The store needs GET, SET, DEL, TIME, PUBLISH, SUBSCRIBE, EVAL, EVALSHA, SCAN and GETRANGE on its keys and channels.",
        "WRONGTYPE" => $"something else uses its keys. Give it a {nameof(RedisOptions)}.{nameof(RedisOptions.KeyPrefix)} of its own.",
        _ => "it refused the command.",
    };
}
