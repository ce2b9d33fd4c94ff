using System.Buffers;

namespace Idempotent.Keys;

/// <content>Sequences without an order of their own: written as they come, then sorted by their bytes.</content>
public ref partial struct KeyWriter
{
    private Entries BeginEntries()
    {
        Enter();
        return new Entries(_length, _segmentCount);
    }

    private readonly void BeginEntry(scoped ref Entries entries) => entries.Add(_length, _segmentCount);

    /// <summary>Puts count and entries, sorted and without repetition, in the place of what was written; sensitive segments move along.</summary>
    private void EndEntries(scoped ref Entries entries)
    {
        entries.Close(_length, _segmentCount);
        var bytes = Copy(_buffer[entries.Start.._length]);
        var segments = Copy<Segment>(_segments.AsSpan(entries.FirstSegment, _segmentCount - entries.FirstSegment));
        var sorted = entries.Sort(bytes);

        _length = entries.Start;
        _segmentCount = entries.FirstSegment;
        Length(sorted.Length);
        foreach (var entry in sorted)
        {
            var shift = _length - (entries.Start + entry.Start);
            entry.In(bytes).CopyTo(Take(entry.Length));
            foreach (var segment in segments.AsSpan(entry.FirstSegment, entry.SegmentCount))
            {
                AddSegment(segment with { Start = segment.Start + shift });
            }
        }

        ArrayPool<Segment>.Shared.Return(segments);
        Return(bytes);
        entries.Dispose();
        Leave();
    }

    private static IdempotencyKeyException DuplicateMember() =>
        new("A JSON object of the key has the same member name twice, so it has no one value.");

    private static T[] Copy<T>(scoped ReadOnlySpan<T> source)
    {
        var copy = ArrayPool<T>.Shared.Rent(source.Length);
        source.CopyTo(copy);
        return copy;
    }

    /// <summary>Where one entry lies, counted from the first entry's begin.</summary>
    private readonly record struct Entry(int Start, int Length, int NameLength, int FirstSegment, int SegmentCount)
    {
        public ReadOnlySpan<byte> In(byte[] bytes) => bytes.AsSpan(Start, Length);

        public ReadOnlySpan<byte> NameIn(byte[] bytes) => bytes.AsSpan(Start, NameLength);
    }

    /// <summary>Where the entries of one sequence lie.</summary>
    private ref struct Entries(int start, int firstSegment)
    {
        private Entry[]? _items;
        private int _count;

        public int Start { get; } = start;

        public int FirstSegment { get; } = firstSegment;

        public void Add(int position, int segment)
        {
            Close(position, segment);
            if (_items is null || _items.Length == _count)
            {
                var larger = ArrayPool<Entry>.Shared.Rent(Math.Max(16, _count * 2));
                _items.AsSpan(0, _count).CopyTo(larger);
                Dispose();
                _items = larger;
            }

            _items[_count++] = new Entry(position - Start, 0, 0, segment - FirstSegment, 0);
        }

        /// <summary>The last entry's name ends here; no other may have it.</summary>
        public readonly void EndName(int position)
        {
            ref var last = ref _items![_count - 1];
            last = last with { NameLength = position - Start - last.Start };
        }

        /// <summary>The last entry ends here.</summary>
        public readonly void Close(int position, int segment)
        {
            if (_count > 0)
            {
                ref var last = ref _items![_count - 1];
                last = last with { Length = position - Start - last.Start, SegmentCount = segment - FirstSegment - last.FirstSegment };
            }
        }

        /// <summary>Sorts by bytes and drops what repeats.</summary>
        public readonly ReadOnlySpan<Entry> Sort(byte[] bytes)
        {
            var items = _items.AsSpan(0, _count);
            if (items.Length < 2)
            {
                return items;
            }

            items.Sort(new ByBytes(bytes));
            var kept = 1;
            for (var i = 1; i < items.Length; i++)
            {
                if (items[i].NameLength > 0 && items[i].NameIn(bytes).SequenceEqual(items[i - 1].NameIn(bytes)))
                {
                    throw DuplicateMember();
                }

                if (!items[i].In(bytes).SequenceEqual(items[kept - 1].In(bytes)))
                {
                    items[kept++] = items[i];
                }
            }

            return items[..kept];
        }

        public readonly void Dispose()
        {
            if (_items is not null)
            {
                ArrayPool<Entry>.Shared.Return(_items);
            }
        }
    }

    private readonly struct ByBytes(byte[] bytes) : IComparer<Entry>
    {
        public int Compare(Entry x, Entry y) => x.In(bytes).SequenceCompareTo(y.In(bytes));
    }
}
