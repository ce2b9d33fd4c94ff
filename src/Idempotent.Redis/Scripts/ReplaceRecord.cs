namespace Idempotent.Redis.Scripts;

/// <summary>Writes what <see cref="Storing.RecordRules"/> made of one record, or of the two of a pair.</summary>
internal static class ReplaceRecord
{
    /// <summary>
    /// Atomic because every record, with its owner, its attempt and all else, must still be what the decision was made on; else nothing is written and the decision is made again.
    /// KEYS: the records. ARGV, for each: what it was, or nothing; what it becomes, or nothing; until when it is kept, or nothing for ever; then 1 if those who wait are to be woken.
    /// Returns whether it was written.
    /// </summary>
    public static Script Script { get; } = new(Script.Now + """
        for i, key in ipairs(KEYS) do
          if (redis.call('GET', key) or '') ~= ARGV[3 * i - 2] then
            return 0
          end
        end

        for i, key in ipairs(KEYS) do
          local record, kept = ARGV[3 * i - 1], ARGV[3 * i]
          if record == '' then
            redis.call('DEL', key)
          elseif kept == '' then
            redis.call('SET', key, record)
          else
            redis.call('SET', key, record, 'PX', math.max(1, math.ceil((kept - now) / 1000)))
          end

          if ARGV[#ARGV] == '1' then
            redis.call('PUBLISH', key, '')
          end
        end

        return 1
        """);
}
