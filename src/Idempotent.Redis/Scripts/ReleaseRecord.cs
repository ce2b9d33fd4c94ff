namespace Idempotent.Redis.Scripts;

/// <summary><see cref="Storing.RecordRules.Release"/>.</summary>
internal static class ReleaseRecord
{
    /// <summary>
    /// Atomic because the owner is compared in the step that gives the record back: a record that somebody took over stays theirs.
    /// KEYS: the record. ARGV: owner; retention.
    /// </summary>
    public static Script Script { get; } = new(
        OwnedRecord.Read + """
        if state ~= 1 then
          return state == 3 and 1 or 3
        end

        local expires = math.min(now + ARGV[2], 253402300799999999)

        """ + OwnedRecord.Kept + """
        redis.call('SET', KEYS[1],
          '\1\3' .. string.char(flags % 2) .. '\0' .. string.sub(record, 5, 40)
            .. struct.pack('>I4I4I4I4', 0, 0, math.floor(expires / 4294967296), expires % 4294967296) .. string.sub(record, 57),
          'PX', kept)
        redis.call('PUBLISH', KEYS[1], '')
        return 1
        """,
        isOwners: true);
}
