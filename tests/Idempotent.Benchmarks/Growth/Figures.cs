using System.Diagnostics;

namespace Idempotent.Benchmarks.Growth;

/// <summary>Times of single calls, in the order of their length.</summary>
internal sealed class Figures
{
    private readonly double[] _micros;

    private Figures(IEnumerable<double> micros)
    {
        _micros = [.. micros];
        Array.Sort(_micros);
    }

    public double Median => At(0.5);

    public double Longest => _micros[^1];

    public double At(double part) => _micros[(int)(part * (_micros.Length - 1))];

    public static async Task<Figures> OfAsync(int times, Func<Task> call)
    {
        var micros = new double[times];
        for (var i = 0; i < times; i++)
        {
            micros[i] = await TimeAsync(call);
        }

        return new(micros);
    }

    public static Figures Of(IEnumerable<double> micros) => new(micros);

    public static async Task<double> TimeAsync(Func<Task> call)
    {
        var began = Stopwatch.GetTimestamp();
        await call();
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds;
    }

    public override string ToString() => $"median {Median:0.0} µs, 99 % within {At(0.99):0.0} µs, longest {Longest / 1000:0.0} ms of {_micros.Length:N0}";

    /// <summary>What the process has in memory, and in its managed heap after a collection.</summary>
    public static string Memory()
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        using var self = Process.GetCurrentProcess();
        return $"process {self.WorkingSet64 >> 20} MiB, managed heap {heap / 1024.0 / 1024.0:0.0} MiB";
    }
}
