namespace Idempotent.Storing;

/// <summary>Makes a page of <see cref="IIdempotencyManager.ListAsync"/> for stores that find records in any order: keeps the first ones by key, and no more of them than that. Not thread-safe.</summary>
public sealed class FirstRecords
{
    private readonly int _pageSize;
    private readonly SortedSet<IdempotencyRecord> _records = new(Comparer<IdempotencyRecord>.Create(static (left, right) => left.Key.CompareTo(right.Key)));

    /// <summary>Begins an empty page.</summary>
    /// <param name="pageSize">How many records are a page.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pageSize"/> is outside 1 to 1000.</exception>
    public FirstRecords(int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, 1000);
        _pageSize = pageSize;
    }

    /// <summary>Adds a record that is after where the page begins. One that was added already, as a scan may show it twice, is added once.</summary>
    public void Add(IdempotencyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _records.Add(record);
        // One more than the page: whether there is a next one.
        if (_records.Count > _pageSize + 1)
        {
            _records.Remove(_records.Max!);
        }
    }

    /// <summary>The page.</summary>
    public RecordPage ToPage()
    {
        var records = _records.Take(_pageSize).ToArray();
        return new(records, _records.Count > _pageSize ? records[^1].Key : null);
    }
}
