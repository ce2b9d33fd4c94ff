namespace Idempotent.Redis.Scripts;

/// <summary>What the scripts of an owner's writes begin with. Answers are <see cref="Storing.WriteStatus"/>: 1 applied, 2 not the owner's, 3 refused.</summary>
internal static class OwnedRecord
{
    /// <summary>Reads the record of KEYS[1], which ARGV[1] must own.</summary>
    public const string Read = """
        local record = redis.call('GET', KEYS[1])
        if not record or string.sub(record, 5, 20) ~= ARGV[1] then
          return 2
        end

        local now = time()
        local state, flags = string.byte(record, 2, 3)
        local fencing = struct.unpack('>I8', record, 25)
        local expires, retention = struct.unpack('>I8I8', record, 49)
        local holds = flags % 2 == 1
        if expires <= now then
          return 2
        end


        """;
}
