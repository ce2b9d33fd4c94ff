using StackExchange.Redis;

namespace Idempotent.Benchmarks.Redis;

/// <summary>The raw driver: the least that claims once, and completes only for the owner.</summary>
internal sealed class RawRedis(IDatabase database)
{
    private const string CompleteByOwner =
        "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) return 1 else return 0 end";

    private const string Claim = "return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'GET', 'PX', ARGV[2])";

    private static readonly TimeSpan s_retention = TimeSpan.FromHours(24);

    public Task ClaimAsync(string key, byte[] record) => database.StringSetAndGetAsync(key, record, s_retention, when: When.NotExists);

    /// <summary>What any script costs that claims.</summary>
    public Task ClaimByScriptAsync(string key, byte[] record) => database.ScriptEvaluateAsync(Claim, [key], [record, (long)s_retention.TotalMilliseconds]);

    /// <summary>What a claim costs by plain commands that tell when it began.</summary>
    public Task ClaimAndTellTimeAsync(string key, byte[] record) => Task.WhenAll(ClaimAsync(key, record), database.KeyExpireTimeAsync(key));

    public async Task ClaimAndCompleteAsync(string key, byte[] owner, byte[] outcome)
    {
        await database.StringSetAsync(key, owner, s_retention, when: When.NotExists);
        await database.ScriptEvaluateAsync(CompleteByOwner, [key], [owner, outcome, (long)s_retention.TotalMilliseconds]);
    }

    public async Task<byte[]> GetAsync(string key) => (byte[])(await database.StringGetAsync(key))!;
}
