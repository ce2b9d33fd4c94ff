namespace Idempotent.Redis.Scripts;

/// <summary><see cref="Storing.RecordRules.Complete"/>.</summary>
internal static class CompleteRecord
{
    /// <summary>
    /// Atomic because the owner is compared in the step that writes the outcome: nobody takes the record over in between.
    /// KEYS: the record. ARGV: owner; outcome kind; format; payload; retention.
    /// </summary>
    public static Script Script { get; } = new(
        OwnedRecord.Read + """
        if state == 3 then
          return 3
        elseif state == 4 then
          return 1
        end

        local expires = math.min(now + ARGV[5], 253402300799999999)

        """ + OwnedRecord.Kept + """
        local fingerprint = string.byte(record, 74)
        local operation = struct.unpack('>I2', record, 76)
        redis.call('SET', KEYS[1],
          '\1\4' .. string.char(flags % 2) .. '\0' .. string.sub(record, 5, 40)
            .. struct.pack('>I4I4I4I4', 0, 0, math.floor(expires / 4294967296), expires % 4294967296) .. string.sub(record, 57, 72)
            .. string.char(ARGV[2], fingerprint, #ARGV[3]) .. string.sub(record, 76, 77) .. '\0\0\0\0'
            .. string.sub(record, 82, 81 + fingerprint + operation) .. ARGV[3] .. ARGV[4],
          'PX', kept)
        redis.call('PUBLISH', KEYS[1], '')
        return 1
        """,
        isOwners: true);
}
