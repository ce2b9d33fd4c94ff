namespace Idempotent.Redis.Scripts;

/// <summary>Claims a key where Redis has nothing under it, and shows what it has where it has something: the claim of an absent key, a replay and a conflict are one trip each.</summary>
internal static class ClaimRecord
{
    /// <summary>
    /// Atomic because of two claims on an absent key one sees the other's record. What else may come of a record that is there, <see cref="Storing.RecordRules"/> says, and
    /// <see cref="ReplaceRecord"/> writes.
    /// KEYS: the record. ARGV: the record begun, without times; lease; retention; 1 when it never expires by itself.
    /// Returns the time, or the time and the record that was there.
    /// </summary>
    public static Script Script { get; } = new("""
        local now = time()
        local record = redis.call('GET', KEYS[1])
        if record then
          return {now, record}
        end

        local lease = after(now, tonumber(ARGV[2]))
        local expires = ARGV[4] == '1' and never or after(lease, tonumber(ARGV[3]))
        local times = struct.pack('>I8I8I8I8', now, now, lease, expires)
        write(KEYS[1], string.sub(ARGV[1], 1, 24) .. times .. string.sub(ARGV[1], 57), now, expires, now)
        return now
        """);
}
