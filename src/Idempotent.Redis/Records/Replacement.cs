using Idempotent.Storing;
using StackExchange.Redis;

namespace Idempotent.Redis;

/// <summary>What <see cref="Scripts.ReplaceRecord"/> is told about one key.</summary>
internal readonly struct Replacement
{
    public Replacement(in Found found, in RecordData record)
    {
        Was = found.Bytes ?? RedisValue.EmptyString;
        // What is removed leaves its fencing token behind for as long as another record could get the same.
        Becomes = record.Exists || record.FencingToken >= found.Now ? RecordBytes.Encode(record) : RedisValue.EmptyString;
        KeptUntil = Until(record);
        WasKeptUntil = Until(found.Record);
    }

    public RedisValue Was { get; }

    public RedisValue Becomes { get; }

    public RedisValue KeptUntil { get; }

    /// <summary>For the way back.</summary>
    public RedisValue WasKeptUntil { get; }

    private static RedisValue Until(in RecordData record) =>
        Math.Max(record.Exists ? record.ExpiresAt : 0, record.FencingToken) is var until && until < StoreTime.Never ? until : RedisValue.EmptyString;
}
