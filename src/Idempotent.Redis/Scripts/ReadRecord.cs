namespace Idempotent.Redis.Scripts;

/// <summary>Reads a record and the time by which it is to be understood.</summary>
internal static class ReadRecord
{
    /// <summary>
    /// Atomic so that record and time belong together. A claim's deciding half for what <see cref="ReplaceRecord"/> writes.
    /// KEYS: the record. Returns the time and, where there is one, the record.
    /// </summary>
    public static Script Script { get; } = new(Script.Now + """
        return {now, redis.call('GET', KEYS[1])}
        """);
}
