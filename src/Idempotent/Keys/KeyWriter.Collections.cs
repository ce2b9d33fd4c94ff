using System.Collections.Immutable;

namespace Idempotent.Keys;

/// <content>Lists, sets and dictionaries.</content>
public ref partial struct KeyWriter
{
    /// <summary>Writes a list in its order, or null. An array, a list and an immutable array of equal items are one value.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one item.</param>
    public void WriteList<T>(T[]? items, KeyItem<T> write)
    {
        if (items is null)
        {
            WriteNull();
        }
        else
        {
            WriteSpan(items, write);
        }
    }

    /// <inheritdoc cref="WriteList{T}(T[], KeyItem{T})"/>
    public void WriteList<T>(ImmutableArray<T> items, KeyItem<T> write)
    {
        if (items.IsDefault)
        {
            WriteNull();
        }
        else
        {
            WriteSpan(items.AsSpan(), write);
        }
    }

    /// <inheritdoc cref="WriteList{T}(T[], KeyItem{T})"/>
    /// <exception cref="IdempotencyKeyException">The list changed meanwhile, or is nested more than 64 deep.</exception>
    public void WriteList<T>(IReadOnlyCollection<T>? items, KeyItem<T> write) => WriteCounted(items, items?.Count ?? 0, write);

    /// <inheritdoc cref="WriteList{T}(IReadOnlyCollection{T}, KeyItem{T})"/>
    public void WriteList<T>(ICollection<T>? items, KeyItem<T> write) => WriteCounted(items, items?.Count ?? 0, write);

    /// <inheritdoc cref="WriteList{T}(IReadOnlyCollection{T}, KeyItem{T})"/>
    public void WriteList<T>(List<T>? items, KeyItem<T> write) => WriteCounted(items, items?.Count ?? 0, write);

    /// <summary>Writes a collection, or null: as a set when it is one, else as a list in its order.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one item.</param>
    /// <exception cref="IdempotencyKeyException">The collection changed meanwhile, or is nested more than 64 deep.</exception>
    public void WriteCollection<T>(IReadOnlyCollection<T>? items, KeyItem<T> write)
    {
        if (items is IReadOnlySet<T> or ISet<T>)
        {
            WriteSet(items, write);
        }
        else
        {
            WriteList(items, write);
        }
    }

    /// <inheritdoc cref="WriteCollection{T}(IReadOnlyCollection{T}, KeyItem{T})"/>
    public void WriteCollection<T>(ICollection<T>? items, KeyItem<T> write)
    {
        if (items is IReadOnlySet<T> or ISet<T>)
        {
            WriteSet(items, write);
        }
        else
        {
            WriteList(items, write);
        }
    }

    /// <summary>Writes a set, or null. Neither its order nor its comparer counts: items of equal bytes are one.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one item.</param>
    /// <exception cref="IdempotencyKeyException">Nested more than 64 deep.</exception>
    public void WriteSet<T>(IEnumerable<T>? items, KeyItem<T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (items is null)
        {
            WriteNull();
            return;
        }

        Byte(CanonicalTag.Set);
        var entries = BeginEntries();
        foreach (var item in items)
        {
            BeginEntry(ref entries);
            write(ref this, item);
        }

        EndEntries(ref entries);
    }

    /// <summary>Writes a dictionary, or null. Neither its order nor its comparer counts: entries of equal bytes are one.</summary>
    /// <typeparam name="TKey">The keys' type.</typeparam>
    /// <typeparam name="TValue">The values' type.</typeparam>
    /// <param name="items">The entries.</param>
    /// <param name="writeKey">Writes one key.</param>
    /// <param name="writeValue">Writes one value; null is different from a missing entry.</param>
    /// <exception cref="IdempotencyKeyException">Nested more than 64 deep.</exception>
    public void WriteDictionary<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>>? items, KeyItem<TKey> writeKey, KeyItem<TValue> writeValue)
    {
        ArgumentNullException.ThrowIfNull(writeKey);
        ArgumentNullException.ThrowIfNull(writeValue);
        if (items is null)
        {
            WriteNull();
            return;
        }

        Byte(CanonicalTag.Dictionary);
        var entries = BeginEntries();
        foreach (var (key, value) in items)
        {
            BeginEntry(ref entries);
            writeKey(ref this, key);
            writeValue(ref this, value);
        }

        EndEntries(ref entries);
    }

    private void WriteSpan<T>(scoped ReadOnlySpan<T> items, KeyItem<T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Enter();
        Byte(CanonicalTag.List);
        Length(items.Length);
        foreach (var item in items)
        {
            write(ref this, item);
        }

        Leave();
    }

    private void WriteCounted<T>(IEnumerable<T>? items, int count, KeyItem<T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (items is null)
        {
            WriteNull();
            return;
        }

        Enter();
        Byte(CanonicalTag.List);
        Length(count);
        foreach (var item in items)
        {
            write(ref this, item);
            count--;
        }

        if (count != 0)
        {
            throw new IdempotencyKeyException("A list changed while its key was taken. Pass one that nobody else writes to.");
        }

        Leave();
    }
}
