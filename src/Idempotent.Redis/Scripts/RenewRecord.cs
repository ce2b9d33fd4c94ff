namespace Idempotent.Redis.Scripts;

/// <summary><see cref="Storing.RecordRules.Renew"/>.</summary>
internal static class RenewRecord
{
    /// <summary>
    /// Atomic because the owner is compared in the step that extends the lease: after a takeover there is nothing to extend.
    /// KEYS: the record. ARGV: owner; lease.
    /// </summary>
    public static Script Script { get; } = new(OwnedRecord.Read + """
        if state ~= 1 then
          return 3
        end

        local lease = after(now, tonumber(ARGV[2]))
        expires = holds and never or after(lease, retention)
        write(KEYS[1], string.sub(record, 1, 40) .. struct.pack('>I8I8', lease, expires) .. string.sub(record, 57), now, expires, fencing)
        return 1
        """, isOwners: true);
}
