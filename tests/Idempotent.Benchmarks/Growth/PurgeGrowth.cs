using System.Diagnostics;

namespace Idempotent.Benchmarks.Growth;

/// <summary>A million expired records are removed while claims go on, from the same store and from another over the same file. TARGETS: no stall over 100 ms.</summary>
internal static class PurgeGrowth
{
    private const int Expired = 1_000_000;

    /// <summary>Callers that leave the file to others for a moment, as real ones do: two that never pause would be what the purge waits for.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(1);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("idempotent-growth-");
        try
        {
            await using var file = new FilledFile(folder.FullName);
            await using var other = FilledFile.Open(folder.FullName);
            await file.FillAsync(Expired, expired: true);
            Console.WriteLine($"before: claim and complete {await Figures.OfAsync(2_000, () => FilledFile.ClaimAndCompleteAsync(file.Store))}");
            using var pulse = new Pulse();
            var began = Stopwatch.GetTimestamp();
            var purge = Task.Run(async () => await file.Store.PurgeAsync(int.MaxValue, default));
            var callers = new[] { file.Store, other }.Select(store => Task.Run(async () =>
            {
                var micros = new List<double>();
                while (!purge.IsCompleted)
                {
                    micros.Add(await Figures.TimeAsync(() => FilledFile.ClaimAndCompleteAsync(store)));
                    await Task.Delay(s_pause, TimeProvider.System);
                }

                return Figures.Of(micros);
            })).ToArray();
            var done = await purge;
            Console.WriteLine($"{done.Purged:N0} purged in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, meanwhile, claim and complete:");
            Console.WriteLine($"  same store: {await callers[0]}\n  another over the file: {await callers[1]}\n  the machine itself kept a thread waiting for up to {pulse.Longest.TotalMilliseconds:0.0} ms; {Figures.Memory()}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
