using System.Diagnostics;
using System.Globalization;
using Idempotent.Servers;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>A process that makes calls by chance until it is killed.</summary>
internal sealed class HistoryWorker : IDisposable
{
    public const string Argument = "--history-worker";

    private const int Callers = 12;

    /// <summary>So many keys of a setting are called at a time: few, so that processes meet.</summary>
    private const int Window = 8;

    private const int Killed = 128 + 9;

    /// <summary>How often a new key takes the place of the oldest.</summary>
    private static readonly TimeSpan s_newKey = TimeSpan.FromMilliseconds(250);

    private readonly Process _process;

    private HistoryWorker(Process process) => _process = process;

    /// <param name="run">What all processes have in common.</param>
    /// <param name="name">The process's own name.</param>
    /// <param name="number">And number, for its chance.</param>
    public static HistoryWorker Start(HistoryRun run, string name, int number) => new(Process.Start(
        new ProcessStartInfo(
            Environment.ProcessPath!,
            [
                Argument, run.Ground.Name, string.Join(',', run.Settings.Select(static s => s.Name)), run.Place, run.Began.Ticks.ToString(CultureInfo.InvariantCulture),
                run.Seed.ToString(CultureInfo.InvariantCulture), name, number.ToString(CultureInfo.InvariantCulture),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            // Whose files a kill would leave behind.
            Environment = { ["DOTNET_EnableDiagnostics"] = "0" },
        })!);

    /// <summary>Returns when the process has called.</summary>
    public async Task CallsAsync(CancellationToken cancellationToken) => await _process.StandardOutput.ReadLineAsync(cancellationToken);

    public void Stop() => Signals.Send(_process.Id, Signals.Stop);

    public void Continue() => Signals.Send(_process.Id, Signals.Continue);

    /// <summary>Returns when it is dead.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        if (_process.ExitCode != Killed)
        {
            throw new InvalidOperationException($"A process of a history ended by itself, with code {_process.ExitCode}.");
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    /// <summary>The process's side.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var settings = args[2].Split(',').Select(HistorySetting.Of).ToArray();
        var began = TimeSpan.FromTicks(long.Parse(args[4], CultureInfo.InvariantCulture));
        var (seed, number) = (int.Parse(args[5], CultureInfo.InvariantCulture), int.Parse(args[7], CultureInfo.InvariantCulture));
        await using var caller = new HistoryCaller(IHistoryGround.Of(args[1]), args[3], args[6]);
        var calls = Enumerable.Range(0, Callers).Select(i => Task.Run(() => CallForeverAsync(caller, settings, began, new(seed, (number * Callers) + i))));
        // Its input ends with the process that started it.
        await Task.WhenAny(Task.WhenAll(calls), Task.Run(Console.In.ReadToEnd));
        return 1;
    }

    private static async Task CallForeverAsync(HistoryCaller caller, HistorySetting[] settings, TimeSpan began, Chance chance)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var setting = settings[chance.Below(settings.Length)];
            var newest = (long)((HistoryLog.Now - began) / s_newKey);
            await caller.CallAsync(setting, setting.KeyOf(Math.Max(0, newest - chance.Below(Window))), HistoryRun.Payloads[chance.OneIn(10) ? 1 : 0], chance);
            if (isFirst)
            {
                Console.WriteLine("calls");
            }

            await chance.PauseAsync(10);
        }
    }
}
