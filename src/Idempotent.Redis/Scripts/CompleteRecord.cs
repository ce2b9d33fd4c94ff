namespace Idempotent.Redis.Scripts;

/// <summary><see cref="Storing.RecordRules.Complete"/>.</summary>
internal static class CompleteRecord
{
    /// <summary>
    /// Atomic because the owner is compared in the step that writes the outcome: nobody takes the record over in between.
    /// KEYS: the record. ARGV: owner; outcome kind; format; payload; retention.
    /// </summary>
    public static Script Script { get; } = new(OwnedRecord.Read + """
        if state == 3 then
          return 3
        elseif state == 4 then
          return 1
        end

        expires = after(now, tonumber(ARGV[5]))
        local fingerprint = string.byte(record, 74)
        local operation = struct.unpack('>I2', record, 76)
        local head = '\1\4' .. string.char(flags % 2) .. '\0' .. string.sub(record, 5, 40) .. struct.pack('>I8I8', 0, expires) .. string.sub(record, 57, 72)
        local lengths = string.char(ARGV[2], fingerprint, #ARGV[3]) .. string.sub(record, 76, 77) .. '\0\0\0\0'
        write(KEYS[1], head .. lengths .. string.sub(record, 82, 81 + fingerprint + operation) .. ARGV[3] .. ARGV[4], now, expires, fencing)
        wake(KEYS[1])
        return 1
        """, isOwners: true);
}
