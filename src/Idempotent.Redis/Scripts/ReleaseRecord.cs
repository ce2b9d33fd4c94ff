namespace Idempotent.Redis.Scripts;

/// <summary><see cref="Storing.RecordRules.Release"/>.</summary>
internal static class ReleaseRecord
{
    /// <summary>
    /// Atomic because the owner is compared in the step that gives the record back: a record that somebody took over stays theirs.
    /// KEYS: the record. ARGV: owner; retention.
    /// </summary>
    public static Script Script { get; } = new(OwnedRecord.Read + """
        if state ~= 1 then
          return state == 3 and 1 or 3
        end

        expires = after(now, tonumber(ARGV[2]))
        local head = '\1\3' .. string.char(flags % 2) .. '\0' .. string.sub(record, 5, 40) .. struct.pack('>I8I8', 0, expires)
        write(KEYS[1], head .. string.sub(record, 57), now, expires, fencing)
        wake(KEYS[1])
        return 1
        """, isOwners: true);
}
