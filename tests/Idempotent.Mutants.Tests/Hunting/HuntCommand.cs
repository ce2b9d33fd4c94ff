using System.Diagnostics;
using System.Globalization;

namespace Idempotent.Mutants.Tests.Hunting;

/// <summary>The command line: a hunt as a whole, or step by step.</summary>
internal sealed class HuntCommand
{
    private readonly string _part = "";
    private readonly int _sample = int.MaxValue;
    private readonly TimeSpan _time = TimeSpan.MaxValue;
    private readonly bool _again;
    private readonly Equivalents _equivalents = Equivalents.Read();

    public HuntCommand(string[] options)
    {
        for (var i = 0; i < options.Length; i++)
        {
            switch (options[i])
            {
                case "--only":
                    _part = options[++i];
                    break;
                case "--sample":
                    _sample = int.Parse(options[++i], CultureInfo.InvariantCulture);
                    break;
                case "--seconds":
                    _time = TimeSpan.FromSeconds(int.Parse(options[++i], CultureInfo.InvariantCulture));
                    break;
                case "--again":
                    _again = true;
                    break;
                default:
                    throw new ArgumentException($"Unknown option {options[i]}. There are --only TEXT, --sample COUNT, --seconds COUNT and --again.");
            }
        }
    }

    /// <summary>Writes all mutations, and what is wrong with the list of equivalents.</summary>
    public bool List()
    {
        var mutations = Mutants.Read().Compiling();
        foreach (var mutation in Chosen(mutations.Select(static m => (m.Room, $"{m}"))))
        {
            Console.WriteLine(mutation.Name);
        }

        return Hunting.Report.Check(_equivalents, mutations.Select(static m => $"{m}"));
    }

    /// <summary>Builds the copy with all mutations.</summary>
    public static async Task<bool> BuildAsync()
    {
        var mutants = Mutants.Read();
        var mutations = mutants.Compiling();
        Console.WriteLine($"{mutations.Count} mutations; building them into {Scratch.Folder}");
        await Scratch.CreateAsync(mutants, mutations);
        return true;
    }

    /// <summary>Judges what was not judged yet, or, asked to do it again, what survived.</summary>
    public async Task<bool> JudgeAsync()
    {
        var judge = new Judge(Coverage.Load());
        var results = Results.Load();
        var numbers = Scratch.Mutations.Index().ToDictionary(static m => m.Item.Name, static m => m.Index + 1);
        (string Room, string Name)[] open = [.. Chosen(Scratch.Mutations).Where(m => !_equivalents.Contains(m.Name) && !(_again ? results.IsKilled(m.Name) : results.IsJudged(m.Name)))];
        // In no order, so that a hunt that is ended early has seen something of everything.
        new Random(1).Shuffle(open);
        var begin = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(open.TakeWhile(_ => Stopwatch.GetElapsedTime(begin) < _time), async (mutation, _) =>
        {
            var killer = await judge.JudgeAsync(numbers[mutation.Name]);
            results.Add(mutation.Name, killer);
            Console.WriteLine($"{(killer is null ? "SURVIVED" : "killed  ")} {mutation.Name}{(killer is null ? "" : $"  by {killer}")}");
        });
        return true;
    }

    public bool Report() => Hunting.Report.Write(Chosen(Scratch.Mutations), Results.Load(), _equivalents) & Hunting.Report.Check(_equivalents, Scratch.Mutations.Select(static m => m.Name));

    /// <summary>All steps, from the beginning.</summary>
    public async Task<bool> HuntAsync()
    {
        Results.Forget();
        await BuildAsync();
        await Coverage.TakeAsync();
        await JudgeAsync();
        return Report();
    }

    /// <summary>What was asked for; a sample is spread over all.</summary>
    private (string Room, string Name)[] Chosen(IEnumerable<(string Room, string Name)> mutations)
    {
        (string Room, string Name)[] fitting = [.. mutations.Where(m => m.Name.Contains(_part, StringComparison.Ordinal))];
        var count = Math.Min(_sample, fitting.Length);
        return [.. Enumerable.Range(0, count).Select(i => fitting[(int)((long)i * fitting.Length / count)])];
    }
}
