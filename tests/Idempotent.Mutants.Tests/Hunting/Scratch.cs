using Idempotent.Mutants.Tests.Making;

namespace Idempotent.Mutants.Tests.Hunting;

/// <summary>A copy of the repository in which every mutation is compiled in, behind its switch.</summary>
internal static class Scratch
{
    private static readonly string s_list = Path.Combine(Folder, "mutations.tsv");

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "scratch");

    /// <summary>The mutations in the copy, in the order of their numbers, which begin with 1: room and name.</summary>
    public static IReadOnlyList<(string Room, string Name)> Mutations => [.. File.ReadLines(s_list).Select(static l => l.Split('\t')).Select(static l => (l[0], l[1]))];

    /// <summary>Copies, mutates and builds the tests.</summary>
    /// <exception cref="InvalidOperationException">The copy does not build.</exception>
    public static async Task CreateAsync(Mutants mutants, IReadOnlyList<Mutation> mutations)
    {
        Copy(new(Mutants.Repository), new(Folder));
        mutants.Write(mutations, Folder);
        foreach (var program in TestProgram.Names)
        {
            // What analyzers say of switches nobody wants to know.
            string[] build = ["dotnet", "build", $"tests/{program}", "-c", Mutants.Configuration, "-v", "quiet", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-p:GenerateDocumentationFile=false"];
            var (code, output) = await Commands.RunAsync(Folder, build, TimeSpan.FromMinutes(10));
            if (code != 0)
            {
                var errors = output.Split('\n').Where(static l => l.Contains(": error ", StringComparison.Ordinal));
                throw new InvalidOperationException($"The mutated copy in {Folder} does not build:\n{string.Join('\n', errors)}");
            }
        }

        File.WriteAllLines(s_list, mutations.Select(static m => $"{m.Room}\t{m}"));
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        to.Create();
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to.FullName, file.Name), overwrite: true);
        }

        foreach (var folder in from.EnumerateDirectories().Where(static d => d.Name is not ("bin" or "obj" or ".git")))
        {
            Copy(folder, new(Path.Combine(to.FullName, folder.Name)));
        }
    }
}
