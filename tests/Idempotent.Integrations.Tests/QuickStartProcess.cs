using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Idempotent.Integrations.Tests;

/// <summary>The sample as a process tree that can be stopped, looked at and killed as a whole.</summary>
internal sealed partial class QuickStartProcess : IDisposable
{
    private const int Stop = 19;

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    public QuickStartProcess(string database, params string[] more)
    {
        _process = Process.Start(new ProcessStartInfo(Executable, ["--database", database, .. more]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public static string Executable { get; } =
        typeof(QuickStartProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "QuickStart").Value!;

    public async Task<(int Code, string Output)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _output + await _errors);
    }

    /// <summary>Waits so long, then freezes the whole tree. False when it ended before.</summary>
    public async Task<bool> FreezeAfterAsync(TimeSpan delay)
    {
        using var timeout = new CancellationTokenSource(delay, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            foreach (var id in Tree())
            {
                _ = Signal(id, Stop);
            }

            return !_process.HasExited;
        }
    }

    /// <summary>SIGKILL to the whole tree.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(_output, _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private IEnumerable<int> Tree() =>
        Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(static name => int.TryParse(name, out _))
            .Select(static name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(id => id == _process.Id || Parent(id) == _process.Id);

    private static int Parent(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int id, int signal);
}
