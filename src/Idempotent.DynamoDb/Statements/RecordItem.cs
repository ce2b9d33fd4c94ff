using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Idempotent.Storing;

namespace Idempotent.DynamoDb.Statements;

/// <summary>A record as an item. What is empty is left out. Times are microseconds since 1970 UTC, but for that of DynamoDB's own time to live.</summary>
internal static class RecordItem
{
    public const string Key = "key";
    public const string TimeToLive = "ttl";

    /// <summary>All that lists show: everything but outcome and checkpoint, and not the words that stand for them.</summary>
    public static string[] Listed { get; } =
    [
        Key, "revision", "state", "operation", "owner", "attempt", "fencing_token", "fingerprint", "schema_hash", "hold_when_abandoned", "reconciling",
        "started_at", "lease_until", "expires_at", "retention", "hold_reason",
    ];

    /// <param name="key">The record's key.</param>
    /// <param name="record">The record; one that does not exist leaves its fencing token behind.</param>
    /// <param name="revision">Which of the item's states it is.</param>
    /// <param name="allowance">How far clocks may be apart, in microseconds.</param>
    public static Dictionary<string, AttributeValue> Of(RecordKey key, in RecordData record, long revision, long allowance)
    {
        var item = new Dictionary<string, AttributeValue>(24, StringComparer.Ordinal)
        {
            [Key] = Text(key.Value),
            ["revision"] = Number(revision),
            ["state"] = Number((int)record.State),
            ["owner"] = Bytes(record.Owner),
            ["fencing_token"] = Number(record.FencingToken),
        };
        var until = record.FencingToken;
        if (record.Exists)
        {
            item["operation"] = Text(record.Operation);
            item["attempt"] = Number(record.Attempt);
            item["schema_hash"] = Number(record.SchemaHash);
            item["hold_when_abandoned"] = Flag(record.HoldWhenAbandoned);
            item["reconciling"] = Flag(record.Reconciling);
            item["started_at"] = Number(record.StartedAt);
            item["lease_until"] = Number(record.LeaseUntil);
            item["expires_at"] = Number(record.ExpiresAt);
            item["retention"] = Number(StoreTime.After(0, record.Retention));
            item["hold_reason"] = Number((int)record.HoldReason);
            Add(item, "fingerprint", record.Fingerprint.Bytes);
            Add(item, "checkpoint", record.Checkpoint);
            if (record.Outcome is { } outcome)
            {
                item["outcome_kind"] = Number((int)outcome.Kind);
                item["outcome_format"] = Text(outcome.Format);
                Add(item, "outcome", outcome.Payload);
            }

            until = Math.Max(until, record.ExpiresAt);
        }

        if (until < StoreTime.Never)
        {
            item[TimeToLive] = GoneAt(until, allowance);
        }

        return item;
    }

    /// <summary>
    /// When DynamoDB may remove what nobody needs after a moment: in seconds, and only when every clock is past it, the one of the next claim included. What it removes late has expired all the
    /// same, and what it removes has a fencing token that no clock gives out again.
    /// </summary>
    public static AttributeValue GoneAt(long micros, long allowance) => Number(((micros + allowance) / 1_000_000) + 1);

    /// <exception cref="IdempotencyStoreUnavailableException">It is no record.</exception>
    public static RecordData Read(Dictionary<string, AttributeValue> item) => Int(item, "state") is 0 and var none
        ? new() { State = (RecordState)none, FencingToken = Int(item, "fencing_token") }
        : new()
        {
            State = (RecordState)Int(item, "state"),
            Operation = Required(item, "operation").S,
            Owner = OwnerToken.FromBytes(Required(item, "owner").B.ToArray()),
            Attempt = (int)Int(item, "attempt"),
            FencingToken = Int(item, "fencing_token"),
            Fingerprint = Fingerprint.FromBytes(Optional(item, "fingerprint").Span),
            SchemaHash = Int(item, "schema_hash"),
            HoldWhenAbandoned = Required(item, "hold_when_abandoned").BOOL ?? false,
            Reconciling = Required(item, "reconciling").BOOL ?? false,
            StartedAt = Int(item, "started_at"),
            LeaseUntil = Int(item, "lease_until"),
            ExpiresAt = Int(item, "expires_at"),
            Retention = StoreTime.Left(Int(item, "retention"), 0),
            HoldReason = (HoldReason)Int(item, "hold_reason"),
            Outcome = item.ContainsKey("outcome_kind") ? new((OutcomeKind)Int(item, "outcome_kind"), Required(item, "outcome_format").S, Optional(item, "outcome")) : null,
            Checkpoint = Optional(item, "checkpoint"),
        };

    public static long RevisionOf(Dictionary<string, AttributeValue> item) => Int(item, "revision");

    public static RecordKey KeyOf(Dictionary<string, AttributeValue> item) => new(Required(item, Key).S);

    public static AttributeValue Text(string value) => new() { S = value };

    public static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Flag(bool value) => new() { BOOL = value };

    public static AttributeValue Bytes(OwnerToken owner) => new() { B = new(owner.ToByteArray()) };

    /// <summary>A copy: the request may be sent again after the caller's bytes have changed.</summary>
    public static AttributeValue Bytes(ReadOnlyMemory<byte> bytes) => new() { B = new(bytes.ToArray()) };

    private static void Add(Dictionary<string, AttributeValue> item, string name, ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            item[name] = Bytes(bytes);
        }
    }

    private static ReadOnlyMemory<byte> Optional(Dictionary<string, AttributeValue> item, string name) => item.TryGetValue(name, out var value) && value.B is { } bytes ? bytes.ToArray() : default;

    private static long Int(Dictionary<string, AttributeValue> item, string name) =>
        long.TryParse(Required(item, name).N, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw NoRecord(name);

    private static AttributeValue Required(Dictionary<string, AttributeValue> item, string name) => item.TryGetValue(name, out var value) ? value : throw NoRecord(name);

    private static IdempotencyStoreUnavailableException NoRecord(string name) => new(
        $"An item of the table is no record: it lacks '{name}'. Something else uses the table; give the store a {nameof(DynamoDbOptions)}.{nameof(DynamoDbOptions.TableName)} of its own.");
}
