namespace Idempotent.Storing;

/// <summary>
/// Records by key, at most so many. What can be removed is found without a scan: entries queue by the earliest time at which they can be due, and the released ones in the order of
/// their release. Not thread-safe.
/// </summary>
internal sealed class RecordTable(int capacity)
{
    private readonly Dictionary<RecordKey, RecordEntry> _entries = [];
    private readonly PriorityQueue<RecordEntry, long> _due = new();
    private readonly LinkedList<RecordEntry> _released = [];

    /// <summary>The highest fencing token of any removed record: tokens stay above it, whatever was forgotten.</summary>
    public long FencingFloor { get; private set; }

    public bool IsFull => _entries.Count >= capacity;

    public IEnumerable<RecordEntry> Entries => _entries.Values;

    public int QueueLength => _due.Count;

    public RecordEntry? Find(RecordKey key) => _entries.GetValueOrDefault(key);

    /// <summary>Takes note of a new entry, or of a changed one.</summary>
    public void Put(RecordEntry entry, long now)
    {
        if (!entry.IsInTable)
        {
            entry.IsInTable = true;
            _entries.Add(entry.Key, entry);
        }

        // One that becomes due later than it is queued for moves when its turn comes: most entries are queued once.
        if (entry.Data.DueAt < entry.QueuedAt)
        {
            Enqueue(entry, now);
        }

        if (entry.Data.State == RecordState.Released)
        {
            entry.Released ??= _released.AddLast(entry);
        }
        else
        {
            LeaveReleased(entry);
        }
    }

    public void Remove(RecordEntry entry)
    {
        FencingFloor = Math.Max(FencingFloor, entry.Data.FencingToken);
        LeaveReleased(entry);
        entry.IsInTable = false;
        entry.QueuedAt = RecordEntry.NotQueued;
        _entries.Remove(entry.Key);
    }

    public bool TryRemoveOldestReleased()
    {
        if (_released.First is not { } oldest)
        {
            return false;
        }

        Remove(oldest.Value);
        return true;
    }

    /// <summary>The next entry that the purge has something to do with; null when none is due.</summary>
    public RecordEntry? NextDue(long now)
    {
        while (_due.TryPeek(out var entry, out var queuedAt) && queuedAt <= now)
        {
            // Else the entry was removed, or queued again for an earlier time.
            var isCurrent = entry.QueuedAt == queuedAt;
            if (isCurrent && entry.Data.DueAt <= now)
            {
                return entry;
            }

            _due.Dequeue();
            if (isCurrent)
            {
                Enqueue(entry, now);
            }
        }

        return null;
    }

    /// <summary>What is in progress may complete at once, and its outcome then expires before the attempt itself would: hence not simply when it is due.</summary>
    private void Enqueue(RecordEntry entry, long now)
    {
        var dueAt = entry.Data.DueAt;
        entry.QueuedAt = dueAt == StoreTime.Never ? RecordEntry.NotQueued : Math.Min(dueAt, StoreTime.After(now, entry.Data.Retention));
        if (entry.QueuedAt != RecordEntry.NotQueued)
        {
            _due.Enqueue(entry, entry.QueuedAt);
        }

        // What was removed or queued again stays in the queue until its time; when that is most of the queue, it is made anew.
        if (_due.Count > (2 * _entries.Count) + 64)
        {
            _due.Clear();
            _due.EnqueueRange(_entries.Values.Where(static e => e.QueuedAt != RecordEntry.NotQueued).Select(static e => (e, e.QueuedAt)));
        }
    }

    private void LeaveReleased(RecordEntry entry)
    {
        if (entry.Released is { } node)
        {
            _released.Remove(node);
            entry.Released = null;
        }
    }
}
