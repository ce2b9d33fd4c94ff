using Idempotent.Benchmarks.InProcess;
using Idempotent.Storing;

namespace Idempotent.Benchmarks;

/// <summary>What is asked of every durable store, alike.</summary>
internal static class StoreCalls
{
    public static Guid Request { get; } = new("5f0c6b3a-7d0f-4a57-9a1b-0a4a4dd0c9a1");

    public static byte[] Owner { get; } = new byte[16];

    public static byte[] Outcome { get; } = new byte[48];

    public static ClaimTerms Terms { get; } = new() { Operation = "charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(24) };

    public static ClaimRequest Claim(string order) => new(new RecordKey(order), OwnerToken.Create(), Fingerprint.Empty, Terms);

    /// <summary>Claims a key and gives it an outcome.</summary>
    public static async Task CompleteAsync(IIdempotencyStore store, string order)
    {
        var claim = Claim(order);
        await store.ClaimAsync(claim, default);
        await store.CompleteAsync(new(claim.Key, claim.Owner, new(OutcomeKind.Value, "json", Outcome), Terms.Retention), default);
    }

    /// <summary>A call of each of so many callers at once, each on a thread of the pool and with an order of its own.</summary>
    public static Task EachAsync(int callers, FreshOrders orders, Func<string, Task> call) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => call(orders.Next()))));
}
