namespace Idempotent.Redis.Scripts;

/// <summary>Claims a key where Redis has nothing under it, and shows what it has where it has something: the claim of an absent key, a replay and a conflict are one trip each.</summary>
internal static class ClaimRecord
{
    /// <summary>
    /// Atomic because of two claims on an absent key one sees the other's record. What else may come of a record that is there, <see cref="Storing.RecordRules"/> says, and
    /// <see cref="ReplaceRecord"/> writes.
    /// KEYS: the record. ARGV: the record begun, before its times, and after them; lease; retention; both in milliseconds, or nothing when it never expires by itself.
    /// Returns the time, or the time and the record that was there.
    /// </summary>
    public static Script Script { get; } = new(Script.Now + """
        local record = redis.call('GET', KEYS[1])
        if record then
          return {now, record}
        end

        local lease = math.min(now + ARGV[3], 253402300799999999)
        local expires = ARGV[5] == '' and 253402300799999999 or math.min(lease + ARGV[4], 253402300799999999)
        local high, low = math.floor(now / 4294967296), now % 4294967296
        record = ARGV[1] .. struct.pack('>I4I4I4I4I4I4I4I4',
          high, low, high, low, math.floor(lease / 4294967296), lease % 4294967296, math.floor(expires / 4294967296), expires % 4294967296) .. ARGV[2]
        if ARGV[5] == '' then
          redis.call('SET', KEYS[1], record)
        else
          redis.call('SET', KEYS[1], record, 'PX', ARGV[5])
        end

        return now
        """);
}
