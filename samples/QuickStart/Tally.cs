using System.Collections.Concurrent;

namespace QuickStart;

/// <summary>Counts every line once.</summary>
public sealed class Tally(int lines)
{
    private readonly ConcurrentDictionary<int, Fate> _fates = new();

    public int Lines { get; } = lines;

    public int Done => _fates.Count;

    public void Count(int line, Fate fate)
    {
        if (!_fates.TryAdd(line, fate))
        {
            throw new InvalidOperationException($"Line {line} was answered twice.");
        }
    }

    public IReadOnlyList<int> Of(Fate fate) => [.. _fates.Where(pair => pair.Value == fate).Select(static pair => pair.Key).Order()];
}
