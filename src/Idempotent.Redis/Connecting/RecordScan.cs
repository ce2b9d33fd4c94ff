using System.Runtime.CompilerServices;
using Idempotent.Storing;
using StackExchange.Redis;

namespace Idempotent.Redis;

/// <summary>Walks all records of all primaries, in no order. Slow; reads of a record no more than lists show.</summary>
internal sealed class RecordScan(RedisConnection redis, RedisOptions options)
{
    private const int Chunk = 200;
    private const int UsualLength = 512;

    private readonly RedisValue _pattern = string.Concat(options.KeyPrefix.Select(static c => c is '*' or '?' or '[' or ']' or '\\' ? $"\\{c}" : $"{c}")) + "*";

    /// <summary>The records whose keys are asked for, each with the time of the server that has it.</summary>
    public async IAsyncEnumerable<(RecordKey Key, RecordData Record, long Now)> RecordsAsync(Func<RecordKey, bool> asksFor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var multiplexer = await redis.GetAsync(cancellationToken).ConfigureAwait(false);
        var primaries = multiplexer.GetServers().Where(static s => s is { IsConnected: true, IsReplica: false } && s.ServerType != ServerType.Sentinel).ToArray();
        if (primaries.Length == 0)
        {
            throw new IdempotencyStoreUnavailableException("The Redis store failed: there is no connection to a primary.");
        }

        foreach (var primary in primaries)
        {
            await foreach (var chunk in KeysAsync(primary, asksFor, cancellationToken).ConfigureAwait(false))
            {
                foreach (var found in await ReadAsync(primary, chunk, cancellationToken).ConfigureAwait(false))
                {
                    yield return found;
                }
            }
        }
    }

    private async IAsyncEnumerable<List<RecordKey>> KeysAsync(IServer primary, Func<RecordKey, bool> asksFor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chunk = new List<RecordKey>(Chunk);
        await using var keys = primary.KeysAsync(options.Database, _pattern, Chunk).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(keys).ConfigureAwait(false))
        {
            var key = new RecordKey(((string)keys.Current!)[options.KeyPrefix.Length..]);
            if (!asksFor(key))
            {
                continue;
            }

            chunk.Add(key);
            if (chunk.Count == Chunk)
            {
                yield return chunk;
                chunk = new(Chunk);
            }
        }

        yield return chunk;
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<RedisKey> keys)
    {
        try
        {
            return await keys.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (RedisErrors.IsUnavailable(e))
        {
            throw RedisErrors.Unavailable(e);
        }
    }

    private async ValueTask<List<(RecordKey Key, RecordData Record, long Now)>> ReadAsync(IServer primary, List<RecordKey> keys, CancellationToken cancellationToken)
    {
        var database = await redis.DatabaseAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var heads = await Task.WhenAll(keys.Select(async key => (Key: key, Head: await HeadAsync(database, redis.Key(key)).ConfigureAwait(false)))).ConfigureAwait(false);
            var now = StoreTime.FromUtc(await primary.TimeAsync().ConfigureAwait(false));
            return [.. heads.Where(static h => h.Head.Length > 0).Select(h => (h.Key, RecordBytes.DecodeListed(h.Head), now))];
        }
        catch (Exception e) when (RedisErrors.IsUnavailable(e))
        {
            throw RedisErrors.Unavailable(e);
        }
    }

    /// <summary>Empty where the record has gone meanwhile.</summary>
    private static async Task<byte[]> HeadAsync(IDatabase database, RedisKey key)
    {
        var head = await PartAsync(UsualLength).ConfigureAwait(false);
        return head.Length == UsualLength && RecordBytes.ListedLength(head) is var longer and > UsualLength ? await PartAsync(longer).ConfigureAwait(false) : head;

        async Task<byte[]> PartAsync(int length) => (byte[]?)await database.StringGetRangeAsync(key, 0, length - 1).ConfigureAwait(false) ?? [];
    }
}
