using System.Buffers.Binary;
using System.Text;
using Idempotent.Storing;

namespace Idempotent.Redis;

/// <summary>
/// A record as the bytes of one Redis string: a head of fixed length, in which scripts find what they compare and change, then what varies in length. Numbers are big-endian.
/// </summary>
/// <remarks>
/// <code>
/// offset  0 version  1 state  2 flags  3 hold reason  4 owner (16)  20 attempt (4)  24 fencing token  32 started at  40 lease until  48 expires at  56 retention  64 schema
/// offset 72 outcome kind  73 fingerprint length  74 format length  75 operation length (2)  77 checkpoint length (4)
/// offset 81 fingerprint, operation, format, checkpoint, payload
/// </code>
/// Times are <see cref="StoreTime"/>, of which Lua's numbers can hold all but the last digits of <see cref="StoreTime.Never"/>. State 0 is what is left of a removed record for as long as its
/// fencing token is not yet in the past.
/// </remarks>
internal static class RecordBytes
{
    /// <summary>The length of the head.</summary>
    public const int Head = 81;

    /// <summary>Fencing token, start, lease and expiry: what a claim's script puts in.</summary>
    public static readonly Range Times = 24..56;

    private const byte Version = 1;
    private const byte Holds = 1;
    private const byte Reconciles = 2;

    public static byte[] Encode(in RecordData record)
    {
        var fingerprint = record.Fingerprint.Bytes.Span;
        var checkpoint = record.Checkpoint.Span;
        var operation = record.Operation ?? "";
        var format = record.Outcome?.Format ?? "";
        var payload = (record.Outcome?.Payload ?? default).Span;
        var operationLength = Encoding.UTF8.GetByteCount(operation);
        var bytes = new byte[Head + fingerprint.Length + operationLength + format.Length + checkpoint.Length + payload.Length];
        bytes[0] = Version;
        bytes[1] = (byte)record.State;
        bytes[2] = (byte)((record.HoldWhenAbandoned ? Holds : 0) | (record.Reconciling ? Reconciles : 0));
        bytes[3] = (byte)record.HoldReason;
        record.Owner.WriteBytes(bytes.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), record.Attempt);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(24), record.FencingToken);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(32), record.StartedAt);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(40), record.LeaseUntil);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(48), record.ExpiresAt);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(56), Micros(record.Retention));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(64), record.SchemaHash);
        bytes[72] = (byte)(record.Outcome?.Kind ?? 0);
        bytes[73] = (byte)fingerprint.Length;
        bytes[74] = checked((byte)format.Length);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(75), checked((ushort)operationLength));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(77), checkpoint.Length);
        var rest = bytes.AsSpan(Head);
        fingerprint.CopyTo(rest);
        rest = rest[fingerprint.Length..];
        rest = rest[Encoding.UTF8.GetBytes(operation, rest)..];
        rest = rest[Encoding.ASCII.GetBytes(format, rest)..];
        checkpoint.CopyTo(rest);
        payload.CopyTo(rest[checkpoint.Length..]);
        return bytes;
    }

    /// <exception cref="IdempotencyStoreUnavailableException">It is no record, or one of a later version.</exception>
    public static RecordData Decode(ReadOnlyMemory<byte> bytes)
    {
        var head = bytes.Span;
        if (head.Length < Head || head[0] != Version)
        {
            throw new IdempotencyStoreUnavailableException(
                $"What Redis has under the key of a record is none, or was written by a newer version. Give the store a {nameof(RedisOptions)}.{nameof(RedisOptions.KeyPrefix)} that nothing else uses.");
        }

        var outcomeKind = (OutcomeKind)head[72];
        var rest = bytes[Head..];
        var fingerprint = Take(ref rest, head[73]);
        var operation = Take(ref rest, BinaryPrimitives.ReadUInt16BigEndian(head[75..]));
        var format = Take(ref rest, head[74]);
        var checkpoint = Take(ref rest, BinaryPrimitives.ReadInt32BigEndian(head[77..]));
        return new()
        {
            State = (RecordState)head[1],
            HoldWhenAbandoned = (head[2] & Holds) != 0,
            Reconciling = (head[2] & Reconciles) != 0,
            HoldReason = (HoldReason)head[3],
            Owner = OwnerToken.FromBytes(head.Slice(4, OwnerToken.Size)),
            Attempt = BinaryPrimitives.ReadInt32BigEndian(head[20..]),
            FencingToken = BinaryPrimitives.ReadInt64BigEndian(head[24..]),
            StartedAt = BinaryPrimitives.ReadInt64BigEndian(head[32..]),
            LeaseUntil = Time(head[40..]),
            ExpiresAt = Time(head[48..]),
            Retention = StoreTime.Left(Time(head[56..]), 0),
            SchemaHash = BinaryPrimitives.ReadInt64BigEndian(head[64..]),
            Fingerprint = Fingerprint.FromBytes(fingerprint.Span),
            Operation = Encoding.UTF8.GetString(operation.Span),
            Checkpoint = checkpoint,
            Outcome = outcomeKind == 0 ? null : new(outcomeKind, FormatOf(format.Span), rest),
        };
    }

    /// <summary>How long the part is that lists show: all but checkpoint and payload.</summary>
    public static int ListedLength(ReadOnlySpan<byte> head) => Head + head[73] + head[74] + BinaryPrimitives.ReadUInt16BigEndian(head[75..]);

    /// <summary>The record of which only the listed part was read.</summary>
    public static RecordData DecodeListed(byte[] bytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(77), 0);
        return Decode(bytes.AsMemory(0, ListedLength(bytes)));
    }

    /// <summary>A duration in whole microseconds: a part of one counts as a whole one.</summary>
    public static long Micros(TimeSpan duration) => StoreTime.After(0, duration);

    /// <summary>What scripts write is a number of Lua's, by which the end of time is a little later.</summary>
    private static long Time(ReadOnlySpan<byte> bytes) => Math.Min(BinaryPrimitives.ReadInt64BigEndian(bytes), StoreTime.Never);

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private static string FormatOf(ReadOnlySpan<byte> format) => format.SequenceEqual("json"u8) ? "json" : Encoding.ASCII.GetString(format);
}
