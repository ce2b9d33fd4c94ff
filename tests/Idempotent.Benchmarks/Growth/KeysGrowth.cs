using System.Diagnostics;
using System.Security.Cryptography;
using Idempotent.Storing;

namespace Idempotent.Benchmarks.Growth;

/// <summary>The cost of a call over so many live keys. TARGETS: flat from 1 to 10 million.</summary>
internal static class KeysGrowth
{
    private const int Calls = 20_000;

    public static async Task RunAsync(string folder, IReadOnlyList<int> millions)
    {
        Directory.CreateDirectory(folder);
        foreach (var size in millions)
        {
            await using var file = new FilledFile(folder);
            var began = Stopwatch.GetTimestamp();
            await file.FillAsync(size * 1_000_000L);
            Console.WriteLine($"{size} million keys, filled in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s, {new FileInfo(Path.Combine(folder, "growth.db")).Length >> 20} MiB");
            // Twice: the first warms the file's pages, and the code.
            foreach (var _ in (int[])[1, 2])
            {
                var first = await Figures.OfAsync(Calls, () => FilledFile.ClaimAndCompleteAsync(file.Store));
                var replay = await Figures.OfAsync(Calls, () => ReplayAsync(file, RandomNumberGenerator.GetInt32(size * 1_000_000)));
                Console.WriteLine($"  claim and complete: {first}\n  replay: {replay}\n  {Figures.Memory()}");
            }
        }
    }

    private static async Task ReplayAsync(FilledFile file, long number)
    {
        var answer = await file.Store.ClaimAsync(new(FilledFile.Key(number), OwnerToken.Create(), Fingerprint.Empty, FilledFile.Terms), default);
        if (answer.Status != ClaimStatus.Completed)
        {
            throw new InvalidOperationException($"Key {number} is {answer.Status}.");
        }
    }
}
