namespace Idempotent.Mutants.Tests.Hunting;

/// <summary>The test programs of the copy. Schedules are not explored: that takes minutes a mutation.</summary>
internal static class TestProgram
{
    public static readonly string[] Names = ["Idempotent.Tests", "Idempotent.Stores.Tests"];

    /// <summary>Those judge the conformance suite, by stores with planted faults.</summary>
    private static readonly string[] s_leftOut = ["BrokenStoreTests", "BrokenTransactionTests"];

    public static async Task<IEnumerable<string>> ClassesAsync(string program)
    {
        var (_, output) = await Commands.RunAsync(Scratch.Folder, [PathOf(program), "-list", "classes", "-noColor", "-noLogo"], TimeSpan.FromMinutes(1));
        return output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(static name => name.StartsWith("Idempotent.", StringComparison.Ordinal) && !s_leftOut.Contains(name.Split('.')[^1]));
    }

    /// <summary>Runs test classes until one test fails. The code is 0 when all passed, null when the time was over.</summary>
    public static Task<(int? Code, string Output)> RunAsync(string program, IEnumerable<string> classes, TimeSpan timeout, params (string Name, string Value)[] environment)
    {
        string[] command = [PathOf(program), "-noColor", "-noLogo", "-stopOnFail", .. classes.SelectMany(static c => (string[])["-class", c])];
        // A process lives too short to gain from profiles.
        return Commands.RunAsync(Scratch.Folder, command, timeout, [("DOTNET_TieredPGO", "0"), .. environment]);
    }

    private static string PathOf(string program) => Path.Combine(Scratch.Folder, "tests", program, "bin", Mutants.Configuration, "net10.0", program);
}
