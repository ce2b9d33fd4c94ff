using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Idempotent.Servers;

/// <summary>
/// A real server of a test's own: on loopback, with a port and a data folder that nobody else has, its output drained. It can be killed, frozen and started again over the same data and on
/// the same port. It ends with this process, if that ends in order. One caller at a time.
/// </summary>
public abstract class Server : IAsyncDisposable
{
    private const int Attempts = 3;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("idempotent-server-");
    private readonly Transcript _transcript = new();
    private Process? _process;
    private bool _isPrepared;
    private bool _isKnown;

    /// <summary>The loopback port.</summary>
    public int Port { get; private set; } = FreePort();

    /// <summary>The folder of its data: there until the server is disposed.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The server's process. Changes with each start.</summary>
    public int ProcessId => Running.Id;

    /// <summary>The server's last lines of output.</summary>
    public string Output => _transcript.ToString();

    /// <summary>How to start it, in the foreground, on <see cref="Port"/> and <see cref="Folder"/>.</summary>
    protected abstract ProcessStartInfo Command { get; }

    /// <summary>What the line of output contains that says that it takes connections.</summary>
    protected abstract string ReadyText { get; }

    /// <summary>What to install where the server is missing.</summary>
    protected abstract string Package { get; }

    private Process Running => _process ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it, or starts it again over its data, and returns when it takes connections.</summary>
    public async Task StartAsync()
    {
        if (!_isPrepared)
        {
            AppDomain.CurrentDomain.ProcessExit += EndWithThisProcess;
            await PrepareAsync();
            _isPrepared = true;
        }

        for (var attempt = 1; !await TryStartAsync(); attempt++)
        {
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"{Command.FileName} did not start:\n{Output}");
            }
        }
    }

    /// <summary>Ends it as a crash would. The data stay.</summary>
    public async Task KillAsync()
    {
        Crash(Running);
        await EndAsync();
    }

    /// <summary>SIGTERM, as in an orderly restart. The data stay.</summary>
    public async Task StopAsync()
    {
        Signals.Send(ProcessId, Signals.Terminate);
        await EndAsync();
    }

    /// <summary>SIGSTOP: connections stay open and nobody answers. Returns when every thread has stopped: the signal itself is only noted, and each stops when it would next run.</summary>
    public async Task FreezeAsync()
    {
        Signals.Send(ProcessId, Signals.Stop);
        using var patience = new CancellationTokenSource(s_patience, TimeProvider.System);
        while (!Signals.IsStopped(ProcessId))
        {
            await Task.Delay(s_moment, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signals.Send(ProcessId, Signals.Continue);

    /// <summary>Kills it and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        AppDomain.CurrentDomain.ProcessExit -= EndWithThisProcess;
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the process as a crash would: by SIGKILL.</summary>
    protected virtual void Crash(Process process) => process.Kill();

    /// <summary>What is done once, before the first start.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Runs a tool of the server to its end; a failure is one of the test.</summary>
    protected async Task RunAsync(ProcessStartInfo tool)
    {
        using var process = Launch(tool);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{tool.FileName} {string.Join(' ', tool.ArgumentList)} ended with {process.ExitCode}:\n{Output}");
        }
    }

    /// <summary>False when it ended before it took connections: its port may have been taken meanwhile. It gets another, unless somebody may know this one.</summary>
    private async Task<bool> TryStartAsync()
    {
        var ready = _transcript.NextAsync(ReadyText);
        _process = Launch(Command);
        try
        {
            await Task.WhenAny(ready, _process.WaitForExitAsync()).WaitAsync(s_patience);
        }
        catch (TimeoutException)
        {
            // It goes the way of one that ended.
        }

        if (ready.IsCompleted)
        {
            _isKnown = true;
            return true;
        }

        await KillAsync();
        Port = _isKnown ? Port : FreePort();
        return false;
    }

    private Process Launch(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, e) => _transcript.Add(e.Data);
            process.ErrorDataReceived += (_, e) => _transcript.Add(e.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"'{start.FileName}' is needed by this test and can't be started. Run tests/run as root, which installs it, or install {Package}.", exception);
        }
    }

    private async Task EndAsync()
    {
        await Running.WaitForExitAsync();
        Running.Dispose();
        _process = null;
    }

    private void EndWithThisProcess(object? sender, EventArgs e)
    {
        if (_process is not null)
        {
            Crash(_process);
            _process.WaitForExit();
        }

        _folder.Delete(recursive: true);
    }
}
