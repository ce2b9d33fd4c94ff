namespace Idempotent.Mutants.Tests.Hunting;

/// <summary>The figures, and what is left to do.</summary>
internal static class Report
{
    /// <summary>Writes the table of figures and the survivors.</summary>
    /// <returns>Whether nothing survived that is not listed as equivalent.</returns>
    public static bool Write(IEnumerable<(string Room, string Name)> mutations, Results results, Equivalents equivalents)
    {
        (string Room, string Name)[] judged = [.. mutations.Where(m => results.IsJudged(m.Name) || equivalents.Contains(m.Name))];
        string[] survivors = [.. judged.Select(static m => m.Name).Where(name => !results.IsKilled(name) && !equivalents.Contains(name))];
        Console.WriteLine("\n| room | mutants | killed | equivalent | survived | killed of those not equivalent |\n|---|---|---|---|---|---|");
        foreach (var room in judged.GroupBy(static m => m.Room, static m => m.Name).OrderBy(static r => r.Key, StringComparer.Ordinal))
        {
            Row($"`{room.Key}`", [.. room], survivors, equivalents);
        }

        Row("all", [.. judged.Select(static m => m.Name)], survivors, equivalents);
        Console.WriteLine();
        foreach (var survivor in survivors)
        {
            Console.WriteLine($"SURVIVED {survivor}");
        }

        return survivors is [];
    }

    /// <summary>Writes what is wrong with the list of equivalents.</summary>
    /// <returns>Whether nothing is.</returns>
    public static bool Check(Equivalents equivalents, IEnumerable<string> mutations)
    {
        string[] faults = [.. equivalents.Faults(mutations)];
        foreach (var fault in faults)
        {
            Console.WriteLine($"{Mutants.EquivalentsFile}: {fault}");
        }

        return faults is [];
    }

    private static void Row(string name, string[] mutations, string[] survivors, Equivalents equivalents)
    {
        var equivalent = mutations.Count(equivalents.Contains);
        var survived = mutations.Intersect(survivors).Count();
        var killed = mutations.Length - equivalent - survived;
        Console.WriteLine($"| {name} | {mutations.Length} | {killed} | {equivalent} | {survived} | {100.0 * killed / Math.Max(mutations.Length - equivalent, 1):F1} % |");
    }
}
