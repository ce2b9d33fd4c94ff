using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Idempotent.Schedules.Tests.Controlling;

/// <summary>A copy of this program whose threads, tasks and locks are Coyote's: the assemblies beside this one, as they were built, rewritten.</summary>
internal static class RewrittenProgram
{
    /// <summary>The library under test.</summary>
    public const string Library = "Idempotent.dll";

    private const string Self = "Idempotent.Schedules.Tests.dll";

    private static readonly string[] s_rewritten = [Library, "Idempotent.Testing.dll", Self];

    /// <summary>Makes the copy.</summary>
    /// <param name="folder">Where; it is emptied first.</param>
    public static async Task CreateAsync(string folder)
    {
        Copy(AppContext.BaseDirectory, folder);
        var settings = Path.Combine(folder, "coyote.json");
        await File.WriteAllTextAsync(settings, JsonSerializer.Serialize(new { AssembliesPath = folder, Assemblies = s_rewritten, IsRewritingMemoryLocations = false }));
        await RewriteAsync(settings);
        using var self = new ControlledAssembly(Path.Combine(folder, Self));
        var instead = self.Instead();
        foreach (var name in s_rewritten)
        {
            using var assembly = new ControlledAssembly(Path.Combine(folder, name));
            assembly.Lead(instead);
            assembly.Save();
        }
    }

    /// <summary>Copies the files of a folder into one that is emptied first.</summary>
    public static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
        {
            Directory.Delete(to, recursive: true);
        }

        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static async Task RewriteAsync(string settings)
    {
        var coyote = typeof(RewrittenProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "Coyote").Value!;
        // Coyote is built for an earlier .NET.
        var start = new ProcessStartInfo("dotnet", ["--roll-forward", "LatestMajor", coyote, "rewrite", settings]) { RedirectStandardOutput = true };
        start.Environment["COYOTE_CLI_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"Coyote could not rewrite the assemblies:\n{output}");
        }
    }
}
