using Idempotent.Storing;
using StackExchange.Redis;

namespace Idempotent.Redis;

/// <summary>What Redis had under a key at a moment.</summary>
/// <param name="Now">The moment, by the server's clock.</param>
/// <param name="Bytes">The bytes; null when there were none.</param>
internal readonly record struct Found(long Now, byte[]? Bytes) : IFoundRecord
{
    public bool IsThere => Bytes is not null;

    public RecordData Record { get; } = Bytes is null ? default : RecordBytes.Decode(Bytes);

    /// <summary>Reads the answer of <see cref="Scripts.ReadRecord"/> and <see cref="Scripts.ClaimRecord"/>: the time, or the time and the record.</summary>
    public static Found From(RedisResult answer) => answer.Resp2Type == ResultType.Array ? new((long)answer[0], (byte[]?)answer[1]) : new((long)answer, null);
}
