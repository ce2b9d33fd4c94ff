using Idempotent.Storing;
using Microsoft.Extensions.Time.Testing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.Remote;

/// <summary>What holds for the circuit breaker of every remote store, before its real server.</summary>
internal static class BreakerScript
{
    /// <summary>An outage opens it, what owners write gets through it when the server is back, and after the break so do claims.</summary>
    public static async Task RunAsync(RemoteScene scene)
    {
        // It stands still: the circuit stays open.
        var time = new FakeTimeProvider();
        scene.Time = time;
        var (store, proxy) = (await scene.BehindAsync(), scene.Proxy);
        var running = Claim("running");
        await store.ClaimAsync(running, Cancellation);
        // What was answered before counts no more.
        time.Advance(TimeSpan.FromSeconds(10));
        proxy.Refuse();
        proxy.Cut();
        var unanswered = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => FailureAsync(() => store.ClaimAsync(Claim($"lost-{i}"), Cancellation))));
        Assert.Contains(unanswered, static e => e.RetryAfter is null);

        var refused = await FailureAsync(() => store.ClaimAsync(Claim("refused"), Cancellation));
        Assert.Equal(TimeSpan.FromSeconds(5), refused.RetryAfter);
        Assert.Null((await FailureAsync(() => store.RenewAsync(new(running.Key, running.Owner, running.Terms.Lease), Cancellation))).RetryAfter);

        proxy.Accept();
        Assert.Equal(WriteStatus.Applied, await EventuallyAsync(() => store.RenewAsync(new(running.Key, running.Owner, running.Terms.Lease), Cancellation)));
        Assert.Equal([WriteStatus.Applied], await store.CompleteBatchAsync([Complete(running)], Cancellation));
        Assert.NotNull((await FailureAsync(() => store.ClaimAsync(Claim("refused"), Cancellation))).RetryAfter);

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ClaimStatus.Completed, (await store.ClaimAsync(Claim("running"), Cancellation)).Status);
        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim("refused"), Cancellation)).Status);
    }

    private static Task<IdempotencyStoreUnavailableException> FailureAsync<T>(Func<ValueTask<T>> step) =>
        Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await step());
}
