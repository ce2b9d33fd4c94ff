using System.Diagnostics;

namespace Idempotent.Mutants.Tests.Hunting;

/// <summary>Runs other programs.</summary>
internal static class Commands
{
    /// <summary>Runs to the end and returns the exit code and what was said; the code is null when the time was over and everything it had started was killed.</summary>
    public static async Task<(int? Code, string Output)> RunAsync(string folder, IReadOnlyList<string> command, TimeSpan timeout, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            using var time = new CancellationTokenSource(timeout);
            await process.WaitForExitAsync(time.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (null, "");
        }
    }
}
