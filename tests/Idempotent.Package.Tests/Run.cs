using System.Diagnostics;
using System.Text;

namespace Idempotent.Package.Tests;

/// <summary>Runs a program to its end and fails with everything that it printed when it does not exit with 0.</summary>
internal static class Run
{
    public static Task<string> DotnetAsync(string folder, params string[] arguments) => ProgramAsync("dotnet", folder, arguments);

    public static async Task<string> ProgramAsync(string program, string folder, params string[] arguments)
    {
        var (code, output) = await TryAsync(program, folder, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }

    public static async Task<(int Code, string Output)> TryAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the surrounding test run set for itself must not steer a build that is to be like a user's.
        foreach (var name in start.Environment.Keys.Where(static n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        DataReceivedEventHandler keep = (_, line) =>
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        };
        process.OutputDataReceived += keep;
        process.ErrorDataReceived += keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.ToString());
    }
}
