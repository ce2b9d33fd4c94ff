namespace Idempotent.Redis.Scripts;

/// <summary><see cref="Storing.RecordRules.Renew"/>.</summary>
internal static class RenewRecord
{
    /// <summary>
    /// Atomic because the owner is compared in the step that extends the lease: after a takeover there is nothing to extend.
    /// KEYS: the record. ARGV: owner; lease.
    /// </summary>
    public static Script Script { get; } = new(
        OwnedRecord.Read + """
        if state ~= 1 then
          return 3
        end

        local lease = math.min(now + ARGV[2], 253402300799999999)
        local expires = 253402300799999999
        if flags % 2 == 0 then
          high, low = struct.unpack('>I4I4', record, 57)
          expires = math.min(lease + high * 4294967296 + low, 253402300799999999)
        end

        """ + OwnedRecord.Kept + """
        record = string.sub(record, 1, 40)
          .. struct.pack('>I4I4I4I4', math.floor(lease / 4294967296), lease % 4294967296, math.floor(expires / 4294967296), expires % 4294967296)
          .. string.sub(record, 57)
        if flags % 2 == 0 then
          redis.call('SET', KEYS[1], record, 'PX', kept)
        else
          redis.call('SET', KEYS[1], record)
        end

        return 1
        """,
        isOwners: true);
}
