using Idempotent.Storing;

namespace Idempotent.Benchmarks.Growth;

/// <summary>A store in memory at its capacity: every claim of a new key has to make room. TARGETS: memory and time per call flat.</summary>
internal static class MemoryGrowth
{
    private const int Capacity = 100_000;
    private const int Batch = 10_000;

    /// <summary>So short that at any speed records expire about as fast as new ones come, and so long that the store stays full.</summary>
    private static readonly ClaimTerms s_terms = new() { Operation = "charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromMilliseconds(50) };

    /// <param name="time">Of work: a batch in which the process was stopped does not count.</param>
    public static async Task RunAsync(TimeSpan time)
    {
        var store = new InMemoryIdempotencyStore(TimeProvider.System, new() { Capacity = Capacity });
        var outcome = new StoredOutcome(OutcomeKind.Value, "json", new byte[48]);
        var worked = TimeSpan.Zero;
        var number = 0L;
        for (var minute = 1; worked < time; minute++)
        {
            var batches = new List<double>();
            var refused = 0;
            for (; worked < TimeSpan.FromMinutes(minute); worked += Elapsed(batches[^1]))
            {
                batches.Add(await Figures.TimeAsync(async () => refused += await RunBatchAsync(store, outcome, number)) / Batch);
                number += Batch;
            }

            var records = await store.CountAsync(RecordFilter.All, default);
            Console.WriteLine($"minute {minute}: {number:N0} keys so far, {records:N0} live, {refused:N0} refused; each key in batches of {Batch:N0}: {Figures.Of(batches)}; {Figures.Memory()}");
        }
    }

    private static TimeSpan Elapsed(double microsEach) => TimeSpan.FromMicroseconds(microsEach * Batch) is var batch && batch < TimeSpan.FromSeconds(1) ? batch : TimeSpan.Zero;

    /// <summary>Claims and completes; every tenth is released, and every thousandth abandoned.</summary>
    private static async Task<int> RunBatchAsync(InMemoryIdempotencyStore store, StoredOutcome outcome, long from)
    {
        var refused = 0;
        for (var number = from; number < from + Batch; number++)
        {
            var claim = new ClaimRequest(new($"order-{number}"), OwnerToken.Create(), Fingerprint.Empty, s_terms);
            try
            {
                await store.ClaimAsync(claim, default);
            }
            catch (IdempotencyStoreUnavailableException)
            {
                refused++;
                continue;
            }

            if (number % 10 == 0)
            {
                await store.ReleaseAsync(new(claim.Key, claim.Owner, s_terms.Retention), default);
            }
            else if (number % 1000 != 1)
            {
                await store.CompleteAsync(new(claim.Key, claim.Owner, outcome, s_terms.Retention), default);
            }
        }

        return refused;
    }
}
