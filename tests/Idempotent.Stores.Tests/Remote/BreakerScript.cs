using Idempotent.Servers;
using Idempotent.Storing;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Stores.Tests.Remote;

/// <summary>What holds for the circuit breaker of every remote store, before its real server.</summary>
internal static class BreakerScript
{
    /// <summary>An outage opens it, what owners write gets through it when the server is back, and after the break so do claims.</summary>
    /// <param name="store">Behind the proxy, with short time-outs.</param>
    /// <param name="proxy">The way to the server.</param>
    /// <param name="time">The store's clock, which stands still: the circuit stays open.</param>
    /// <param name="claim">Makes a claim on a key.</param>
    public static async Task RunAsync(IIdempotencyStore store, FaultProxy proxy, FakeTimeProvider time, Func<string, ClaimRequest> claim)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var running = claim("running");
        await store.ClaimAsync(running, cancellation);
        // What was answered before counts no more.
        time.Advance(TimeSpan.FromSeconds(10));
        proxy.Refuse();
        proxy.Cut();
        var unanswered = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => FailureAsync(() => store.ClaimAsync(claim($"lost-{i}"), cancellation))));
        Assert.Contains(unanswered, static e => e.RetryAfter is null);

        var refused = await FailureAsync(() => store.ClaimAsync(claim("refused"), cancellation));
        Assert.Equal(TimeSpan.FromSeconds(5), refused.RetryAfter);
        Assert.Null((await FailureAsync(() => store.RenewAsync(new(running.Key, running.Owner, running.Terms.Lease), cancellation))).RetryAfter);

        proxy.Accept();
        Assert.Equal(WriteStatus.Applied, await EventuallyAsync(() => store.RenewAsync(new(running.Key, running.Owner, running.Terms.Lease), cancellation)));
        var complete = new CompleteRequest(running.Key, running.Owner, new(OutcomeKind.Value, "json", "42"u8.ToArray()), running.Terms.Retention);
        Assert.Equal([WriteStatus.Applied], await store.CompleteBatchAsync([complete], cancellation));
        Assert.NotNull((await FailureAsync(() => store.ClaimAsync(claim("refused"), cancellation))).RetryAfter);

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ClaimStatus.Completed, (await store.ClaimAsync(claim("running"), cancellation)).Status);
        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(claim("refused"), cancellation)).Status);
    }

    private static Task<IdempotencyStoreUnavailableException> FailureAsync<T>(Func<ValueTask<T>> step) =>
        Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await step());

    /// <summary>Again while the connection comes back, which takes no longer than half a minute.</summary>
    private static async Task<T> EventuallyAsync<T>(Func<ValueTask<T>> step)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await step();
            }
            catch (IdempotencyStoreUnavailableException) when (TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }
    }
}
