using System.Diagnostics;
using System.Globalization;
using Idempotent.Benchmarks.InProcess;
using Idempotent.Redis;
using Idempotent.Servers;
using StackExchange.Redis;
using static Idempotent.Benchmarks.StoreCalls;

namespace Idempotent.Benchmarks.Redis;

/// <summary>
/// What a call costs this process and the server in processor time, which other work on the machine changes less than times: where the two share all cores that there are, throughput is what the sum leaves.
/// </summary>
internal static class RedisCosts
{
    public const string Argument = "costs";

    private const int Calls = 6000;
    private const int Rounds = 9;

    public static async Task RunAsync(int callers)
    {
        await using var server = await RedisServer.OpenAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address},allowAdmin=true");
        await using var store = new RedisIdempotencyStore(connection);
        await using var runtime = IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => new RedisIdempotencyStore(connection)));
        var (raw, payments, orders) = (new RawRedis(connection.GetDatabase()), new Payments().AsIdempotent(runtime), new FreshOrders(10 * Calls * (Rounds + 1)));
        await CompleteAsync(store, "seen");
        await raw.ClaimAndCompleteAsync("raw-seen", Owner, Outcome);
        (string Name, Func<Task> Call)[] all =
        [
            ("SET NX GET PX", () => raw.ClaimAsync(orders.Next(), new byte[128])),
            ("the same by a script", () => raw.ClaimByScriptAsync(orders.Next(), new byte[128])),
            ("the same, and PEXPIRETIME", () => raw.ClaimAndTellTimeAsync(orders.Next(), new byte[128])),
            ("claim", async () => await store.ClaimAsync(Claim(orders.Next()), default)),
            ("GET", () => raw.GetAsync("raw-seen")),
            ("replay", async () => await store.ClaimAsync(Claim("seen"), default)),
            ("SET NX and fenced script", () => raw.ClaimAndCompleteAsync(orders.Next(), Owner, Outcome)),
            ("first execution", () => payments.ChargeAsync(orders.Next(), 10m, Request)),
        ];
        var costs = all.Select(static _ => new List<Cost>()).ToArray();
        for (var round = 0; round <= Rounds; round++)
        {
            for (var i = 0; i < all.Length; i++)
            {
                costs[i].Add(await MeasureAsync(server, callers, all[i].Call));
            }
        }

        foreach (var (one, cost) in all.Zip(costs))
        {
            // The first round warms up.
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Name,-26} client {Median(cost, static c => c.Client)} µs, server {Median(cost, static c => c.Server)} µs, together {Median(cost, static c => c.Client + c.Server)} µs, {Median(cost, static c => c.Bytes)} B"));
        }
    }

    private static async Task<Cost> MeasureAsync(RedisServer server, int callers, Func<Task> call)
    {
        using var process = Process.GetProcessById(server.ProcessId);
        var left = Calls;
        var (client, serverBefore, bytes) = (Environment.CpuUsage.TotalTime, process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await call();
            }
        })));
        process.Refresh();
        return new(
            (Environment.CpuUsage.TotalTime - client).TotalMicroseconds / Calls,
            (process.TotalProcessorTime - serverBefore).TotalMicroseconds / Calls,
            (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / Calls);
    }

    private static string Median(List<Cost> costs, Func<Cost, double> part)
    {
        var sorted = costs.Skip(1).Select(part).Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:0.0} ({sorted[0]:0.0}–{sorted[^1]:0.0})");
    }

    /// <param name="Client">Microseconds of processor time.</param>
    /// <param name="Server">Likewise.</param>
    /// <param name="Bytes">What the client allocated.</param>
    private sealed record Cost(double Client, double Server, double Bytes);
}
