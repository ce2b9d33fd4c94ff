using System.Reflection;
using Idempotent.Mutants.Tests.Making;

namespace Idempotent.Mutants.Tests;

/// <summary>All mutations of the rooms that are watched.</summary>
internal sealed class Mutants
{
    private readonly MutatedSources[] _projects;

    private Mutants(string repository) =>
        _projects = [MutatedSources.Read(repository, "Idempotent", "Keys/", "Running/", "Storing/"), MutatedSources.Read(repository, "Idempotent.Sqlite", "")];

    /// <summary>The repository that this program was built from.</summary>
    public static string Repository { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string EquivalentsFile { get; } = Path.Combine(Repository, "tests", "Idempotent.Mutants.Tests", "equivalents.txt");

    public IEnumerable<Mutation> All => _projects.SelectMany(static p => p.Mutations);

    public static Mutants Read() => new(Repository);

    /// <summary>Those that compile, in the order of their numbers, which begin with 1.</summary>
    public IReadOnlyList<Mutation> Compiling() => [.. _projects.SelectMany(static p => p.Compiling())];

    /// <summary>Writes the sources with these mutations into a copy of the repository.</summary>
    public void Write(IReadOnlyList<Mutation> mutations, string copy)
    {
        var numbers = mutations.Index().ToDictionary(static m => m.Item, static m => m.Index + 1);
        foreach (var project in _projects)
        {
            foreach (var file in mutations.Where(project.Mutations.Contains).GroupBy(static m => m.File))
            {
                File.WriteAllText(Path.Combine(copy, "src", file.Key), project.With(file.Key, file, m => MutantSwitch.IsOn(numbers[m])));
            }

            File.WriteAllText(Path.Combine(copy, "src", project.Name, "Mutant.cs"), MutantSwitch.Source(mutations.Count));
        }
    }

    private static string Metadata(string key) =>
        typeof(Mutants).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
