using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Idempotent.Mutants.Tests.Making;

namespace Idempotent.Mutants.Tests.Hunting;

/// <summary>A test class of the copy, and what is known of it.</summary>
/// <param name="Program">The test project.</param>
/// <param name="Name">The class.</param>
/// <param name="Time">How long it took when no mutation was on.</param>
/// <param name="Reached">The numbers of the mutations whose code it ran.</param>
internal sealed record TestClass(string Program, string Name, TimeSpan Time, IReadOnlySet<int> Reached);

/// <summary>Which test class runs the code of which mutation. Each class runs in a process of its own, so what is evaluated once in a process counts for every class that needs it.</summary>
internal static class Coverage
{
    private static readonly string s_file = Path.Combine(Scratch.Folder, "coverage.tsv");
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs every class once, and keeps what was found beside the copy. A class that fails without any mutation is told and left out.</summary>
    public static async Task TakeAsync()
    {
        var classes = new List<(string Program, string Name)>();
        foreach (var program in TestProgram.Names)
        {
            classes.AddRange((await TestProgram.ClassesAsync(program)).Select(name => (program, name)));
        }

        var taken = new string?[classes.Count];
        await Parallel.ForAsync(0, classes.Count, async (i, _) => taken[i] = await TakeAsync(classes[i].Program, classes[i].Name));
        File.WriteAllLines(s_file, taken.OfType<string>());
    }

    public static IReadOnlyList<TestClass> Load() =>
    [
        .. from line in File.ReadLines(s_file)
           let parts = line.Split('\t')
           select new TestClass(parts[0], parts[1], TimeSpan.Parse(parts[2], CultureInfo.InvariantCulture), parts[3].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number).ToImmutableHashSet()),
    ];

    private static async Task<string?> TakeAsync(string program, string name)
    {
        var folder = Directory.CreateTempSubdirectory("reached");
        var begin = Stopwatch.GetTimestamp();
        var (code, output) = await TestProgram.RunAsync(program, [name], s_patience, (MutantSwitch.Reached, folder.FullName));
        var time = Stopwatch.GetElapsedTime(begin);
        var reached = string.Join(',', folder.EnumerateFiles().SelectMany(static f => File.ReadLines(f.FullName)).Distinct());
        folder.Delete(recursive: true);
        if (code == 0)
        {
            return string.Join('\t', program, name, time.ToString("c", CultureInfo.InvariantCulture), reached);
        }

        Console.WriteLine($"Left out, since it fails without any mutation: {name}\n{output}");
        return null;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
