namespace Idempotent.Mutants.Tests.Hunting;

/// <summary>What became of each mutation, kept beside the copy: a hunt that was ended goes on where it was.</summary>
internal sealed class Results
{
    private const string Survived = "";

    private static readonly string s_file = Path.Combine(AppContext.BaseDirectory, "results.tsv");

    private readonly Dictionary<string, string> _killers = [];

    private Results()
    {
    }

    public static Results Load()
    {
        var results = new Results();
        foreach (var line in File.Exists(s_file) ? File.ReadLines(s_file).Select(static l => l.Split('\t')) : [])
        {
            results._killers[line[0]] = line[1];
        }

        return results;
    }

    public static void Forget() => File.Delete(s_file);

    public bool IsJudged(string mutation) => _killers.ContainsKey(mutation);

    public bool IsKilled(string mutation) => _killers.TryGetValue(mutation, out var killer) && killer != Survived;

    /// <summary>Keeps a result at once: a hunt takes long, and may be ended.</summary>
    public void Add(string mutation, string? killer)
    {
        lock (_killers)
        {
            _killers[mutation] = killer ?? Survived;
            File.AppendAllText(s_file, $"{mutation}\t{killer ?? Survived}\n");
        }
    }
}
