using System.Globalization;

namespace Idempotent.Benchmarks.Growth;

/// <summary>Long runs that show what grows and what does not. Plain programs: what counts is one process's whole life, not the mean of an operation.</summary>
internal static class GrowthProgram
{
    public const string Argument = "growth";

    public static Task RunAsync(string[] args) => args switch
    {
        ["sqlite", var folder, .. var millions] => KeysGrowth.RunAsync(folder, [.. millions.Select(Number)]),
        ["purge"] => PurgeGrowth.RunAsync(),
        ["waiters"] => WaitersGrowth.RunAsync(),
        ["memory", var minutes] => MemoryGrowth.RunAsync(TimeSpan.FromMinutes(Number(minutes))),
        _ => throw new ArgumentException("growth sqlite <folder> <millions of keys>…, growth purge, growth waiters, growth memory <minutes>"),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
