namespace Idempotent.Redis.Scripts;

/// <summary>What the scripts of an owner's writes begin with. Answers are <see cref="Storing.WriteStatus"/>: 1 applied, 2 not the owner's, 3 refused.</summary>
internal static class OwnedRecord
{
    /// <summary>Reads the record of KEYS[1], which ARGV[1] must own.</summary>
    public const string Read = $"""
        local record = redis.call('GET', KEYS[1])
        if not record or string.sub(record, 5, 20) ~= ARGV[1] then
          return 2
        end

        {Script.Now}
        local state, flags = string.byte(record, 2, 3)
        local high, low = struct.unpack('>I4I4', record, 49)
        if high * 4294967296 + low <= now then
          return 2
        end


        """;

    /// <summary>
    /// Until when Redis is to keep what expires then, in milliseconds from now. It itself forgets a record once it has expired, and not before its fencing token is in the past: the next one
    /// is greater then.
    /// </summary>
    public const string Kept = """
        high, low = struct.unpack('>I4I4', record, 25)
        local kept = math.max(1, math.ceil((math.max(expires, high * 4294967296 + low) - now) / 1000))


        """;
}
