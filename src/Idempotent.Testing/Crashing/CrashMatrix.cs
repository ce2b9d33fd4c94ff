using System.Diagnostics;
using System.Text.Json;

namespace Idempotent.Testing;

/// <summary>
/// Kills a process (SIGKILL, not an exception) while calls stand before and after each call of their store and at each place that their body names, starts it again, and tells what
/// came of each call. Every call stands at every one of its points in the same process, so that one kill does for all.
/// </summary>
public static class CrashMatrix
{
    private const string Argument = "--idempotent-crash-matrix";

    /// <summary>Whether the program was started by <see cref="RunAsync"/>: it then calls <see cref="WorkAsync"/> and ends.</summary>
    /// <param name="args">The program's arguments.</param>
    public static bool IsAsked(string[] args) => args is [.., Argument, _, _];

    /// <summary>The part of the program that is killed.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="calls">The calls. Each is run once without an end, and then at each of its points.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="ArgumentException">The program was not started by <see cref="RunAsync"/>, or two calls have the same name.</exception>
    public static Task<int> WorkAsync(string[] args, IEnumerable<CrashCall> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        if (!IsAsked(args))
        {
            throw new ArgumentException("Ask CrashMatrix.IsAsked first: these are not the arguments that CrashMatrix.RunAsync starts a program with.", nameof(args));
        }

        return new CrashWorker(calls.ToDictionary(static c => c.Name, StringComparer.Ordinal), args[^1]).WorkAsync(args[^2]);
    }

    /// <summary>Runs the program three times: to its end, up to the kill, and over what that left.</summary>
    /// <param name="program">The program: one that begins with <see cref="IsAsked"/> and <see cref="WorkAsync"/>. A test project's own, or another.</param>
    /// <param name="arguments">Its arguments, before those of the matrix.</param>
    /// <param name="folder">An empty folder. It is left for a look.</param>
    /// <param name="cancellationToken">Ends the program and the wait.</param>
    /// <returns>A crash for each call and point.</returns>
    /// <exception cref="CrashMatrixException">The program failed by itself, or did not come to a point again.</exception>
    public static async Task<IReadOnlyList<Crash>> RunAsync(string program, IEnumerable<string> arguments, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(folder);
        string[] before = [.. arguments];
        await RunPartAsync(CrashWorker.List, kill: false).ConfigureAwait(false);
        await RunPartAsync(CrashWorker.Stand, kill: true).ConfigureAwait(false);
        var answers = await RunPartAsync(CrashWorker.Recover, kill: false).ConfigureAwait(false);
        return [.. answers.Select(static line => JsonSerializer.Deserialize<Crash>(line)!)];

        Task<IReadOnlyList<string>> RunPartAsync(string part, bool kill) => CrashMatrix.RunPartAsync(new(program, [.. before, Argument, part, folder]), kill, cancellationToken);
    }

    /// <summary>Runs one part up to the line that says it is done, and returns the lines before it.</summary>
    private static async Task<IReadOnlyList<string>> RunPartAsync(ProcessStartInfo start, bool kill, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start) ?? throw new CrashMatrixException($"'{start.FileName}' did not start.");
        try
        {
            var lines = new List<string>();
            while (await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                if (line == CrashWorker.Done)
                {
                    if (!kill)
                    {
                        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                    }

                    return lines;
                }

                lines.Add(line);
            }

            throw new CrashMatrixException($"The program ended before it was done. It said:\n{string.Join('\n', lines)}");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
