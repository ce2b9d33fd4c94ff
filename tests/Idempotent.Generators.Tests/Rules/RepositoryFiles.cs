namespace Idempotent.Generators.Tests.Rules;

/// <summary>The sources that these tests were built from.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Generators => Path.Combine(Root, "src", "Idempotent.Generators");

    public static string RuleTests => Path.Combine(Root, "tests", "Idempotent.Generators.Tests", "Rules");

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Idempotent.Generators.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Idempotent.Generators.sln above {start}.");
    }
}
