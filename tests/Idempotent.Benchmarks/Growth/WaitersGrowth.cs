using System.Diagnostics;
using Idempotent.Keys;
using Idempotent.Sqlite;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Benchmarks.Growth;

/// <summary>Ten thousand who wait for one key: callers of one other host, and hosts of their own. TARGETS: no thread each, no polling storm.</summary>
internal static class WaitersGrowth
{
    private const int Waiters = 10_000;

    private static readonly TimeSpan s_running = TimeSpan.FromSeconds(5);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("idempotent-growth-");
        try
        {
            foreach (var hosts in (int[])[1, Waiters])
            {
                await WaitAsync("memory", new InMemoryIdempotencyStore(TimeProvider.System), hosts);
                await using var sqlite = new SqliteIdempotencyStore(Path.Combine(folder.FullName, $"{hosts}.db"), new() { Synchronous = SqliteSynchronous.Normal });
                await WaitAsync("SQLite", sqlite, hosts);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task WaitAsync(string name, IIdempotencyStore store, int hosts)
    {
        var counting = new CountingStore(store);
        var operation = new IdempotentOperation<string>("charge") { WaitTimeout = TimeSpan.FromMinutes(5) };
        await using var owner = Host(counting);
        var running = new TaskCompletionSource();
        var owned = CallAsync(owner, operation, running.Task);
        var others = Enumerable.Range(0, hosts).Select(_ => Host(counting)).ToArray();
        var began = Stopwatch.GetTimestamp();
        var waiting = Enumerable.Range(0, Waiters).Select(i => CallAsync(others[i % hosts], operation, Task.CompletedTask)).ToArray();
        var arrived = Stopwatch.GetElapsedTime(began);
        await Task.Delay(s_running, TimeProvider.System);
        var (threads, calls) = (Process.GetCurrentProcess().Threads.Count, counting.Taken());
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        await Task.Delay(s_running, TimeProvider.System);
        var (processor, later) = (Process.GetCurrentProcess().TotalProcessorTime - before, counting.Taken());
        began = Stopwatch.GetTimestamp();
        running.SetResult();
        var results = await Task.WhenAll(waiting);
        Console.WriteLine(
            $"{name}, {Waiters:N0} waiters of {hosts:N0} hosts: came in {arrived.TotalMilliseconds:0} ms; {calls:N0} store calls until they waited, {later:N0} and {processor.TotalMilliseconds:0} ms of processor in the next "
            + $"{s_running.TotalSeconds:0} s, {threads} threads; all answered {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms after the outcome, with {counting.Taken():N0} store calls, all equal: {results.All(r => r == results[0])}; {Figures.Memory()}");
        await owned;
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }
    }

    private static IdempotencyRuntime Host(IIdempotencyStore store) => IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => store));

    private static Task<string> CallAsync(IdempotencyRuntime host, IdempotentOperation<string> operation, Task until) =>
        host.ExecuteAsync(operation, KeyWriter.Of("1"), default, until, static async (until, _) =>
        {
            await until;
            return "receipt";
        });

    /// <summary>Counts every call. Hosts that end don't close it.</summary>
    private sealed class CountingStore(IIdempotencyStore inner) : DelegatingStore(inner)
    {
        private int _calls;

        /// <summary>The calls since it was asked last.</summary>
        public int Taken() => Interlocked.Exchange(ref _calls, 0);

        protected override ValueTask<TAnswer> InvokeAsync<TAnswer>(StoreCall call, Func<ValueTask<TAnswer>> next)
        {
            Interlocked.Increment(ref _calls);
            return next();
        }
    }
}
