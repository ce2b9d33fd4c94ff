using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Idempotent.Schedules.Tests.Exploring;

/// <summary>Explores a scenario in a process of its own, as many at once as there are cores. The threads of one take turns, so they are quickest on one core.</summary>
internal static class ExplorationProcess
{
    private static readonly SemaphoreSlim s_free = new(Environment.ProcessorCount);
    private static readonly ConcurrentQueue<int> s_cores = new(Enumerable.Range(0, Environment.ProcessorCount));

    /// <summary>Explores, and returns how that ended and what it said.</summary>
    public static Task<(int Code, string Output)> RunAsync(string folder, string scenario, uint schedules, uint seed) =>
        StartAsync(folder, Exploration.Argument, scenario, schedules.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>Runs the schedule again under which the scenario broke the promise last.</summary>
    public static Task<(int Code, string Output)> RunAgainAsync(string folder, string scenario) => StartAsync(folder, Exploration.Replay, scenario);

    private static async Task<(int Code, string Output)> StartAsync(string folder, params string[] arguments)
    {
        await s_free.WaitAsync(TestContext.Current.CancellationToken);
        s_cores.TryDequeue(out var core);
        try
        {
            var program = Path.Combine(folder, Path.GetFileName(typeof(ExplorationProcess).Assembly.Location));
            var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true };
            start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
            start.Environment[Exploration.Core] = core.ToString(CultureInfo.InvariantCulture);
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output);
        }
        finally
        {
            s_cores.Enqueue(core);
            s_free.Release();
        }
    }
}
