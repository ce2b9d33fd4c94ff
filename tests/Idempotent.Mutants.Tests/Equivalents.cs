namespace Idempotent.Mutants.Tests;

/// <summary>The mutations that no test can tell from the original: <c>equivalents.txt</c>, a reason (<c># …</c>) and below it those that it holds for.</summary>
internal sealed class Equivalents
{
    private readonly List<(string Mutation, string Reason)> _entries = [];

    public Equivalents(IEnumerable<string> lines)
    {
        var reason = "";
        foreach (var line in lines.Where(static l => !string.IsNullOrWhiteSpace(l)))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                reason = line[2..];
            }
            else
            {
                _entries.Add((line, reason));
            }
        }
    }

    public static Equivalents Read() => new(File.ReadLines(Mutants.EquivalentsFile));

    public IReadOnlyList<(string Mutation, string Reason)> Entries => _entries;

    public bool Contains(string mutation) => _entries.Any(e => e.Mutation == mutation);

    /// <summary>What is wrong with the list: entries that match no mutation (the code has changed, so the argument must be made again), that stand twice, or without a reason.</summary>
    public IEnumerable<string> Faults(IEnumerable<string> mutations)
    {
        var known = mutations.ToHashSet();
        foreach (var entries in _entries.GroupBy(static e => e.Mutation))
        {
            if (!known.Contains(entries.Key))
            {
                yield return $"No such mutation any more: {entries.Key}";
            }

            if (entries.Count() > 1)
            {
                yield return $"Stands twice: {entries.Key}";
            }

            if (entries.Any(static e => e.Reason.Length == 0))
            {
                yield return $"Has no reason: {entries.Key}";
            }
        }
    }
}
