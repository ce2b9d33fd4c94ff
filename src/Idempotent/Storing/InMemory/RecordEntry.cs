namespace Idempotent.Storing;

/// <summary>A record in memory, and where it stands in the queues of <see cref="RecordTable"/>.</summary>
internal sealed class RecordEntry(RecordKey key)
{
    /// <summary>The time of an entry that stands in no queue.</summary>
    public const long NotQueued = long.MaxValue;

    public readonly RecordKey Key = key;

    public RecordData Data;

    public bool IsInTable;

    /// <summary>The time under which the entry is queued: at or before the one at which it is due.</summary>
    public long QueuedAt = NotQueued;

    /// <summary>Its place among the released ones.</summary>
    public LinkedListNode<RecordEntry>? Released;
}
