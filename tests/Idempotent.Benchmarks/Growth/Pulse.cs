using System.Diagnostics;

namespace Idempotent.Benchmarks.Growth;

/// <summary>How long the machine keeps a thread waiting that does nothing but ask for a turn each millisecond: no call can be shorter than that at its worst. The floor of a longest time.</summary>
internal sealed class Pulse : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(1);

    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _thread;

    public Pulse()
    {
        _thread = new(Beat) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>The longest wait so far.</summary>
    public TimeSpan Longest { get; private set; }

    public void Dispose()
    {
        _over.Set();
        _thread.Join();
        _over.Dispose();
    }

    private void Beat()
    {
        var last = Stopwatch.GetTimestamp();
        while (!_over.Wait(s_period))
        {
            var wait = Stopwatch.GetElapsedTime(last) - s_period;
            last = Stopwatch.GetTimestamp();
            Longest = wait > Longest ? wait : Longest;
        }
    }
}
