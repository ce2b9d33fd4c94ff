using Idempotent.Storing;
using Idempotent.Stores.Tests.Guarantees;
using Microsoft.Extensions.Time.Testing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.Remote;

/// <summary>The rows of each remote store's failure table that are about the connection: one class a store derives from it.</summary>
public abstract class RemoteFaultTests : IAsyncLifetime
{
    private protected RemoteScene Scene { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Scene = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Claim_WhoseReplyIsLost_IsTheSameWhenClaimedAgain()
    {
        var (store, other, claim) = (await Scene.BehindAsync(), Scene.Beside(), Claim());
        var fault = Scene.Proxy.DropReplyTo("order-42");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(claim, Cancellation));
        await fault.Happened;
        Assert.Equal(ClaimStatus.InProgress, (await other.ClaimAsync(Claim(), Cancellation)).Status);
        var again = await store.ClaimAsync(claim, Cancellation);

        Assert.Equal((ClaimStatus.Claimed, 1), (again.Status, again.Attempt));
    }

    [Fact]
    public async Task Claim_ThatNeverArrived_ClaimsNothing()
    {
        var (store, other) = (await Scene.BehindAsync(), Scene.Beside());
        var fault = Scene.Proxy.ResetAt("order-42");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));
        await fault.Happened;

        var next = await other.ClaimAsync(Claim(), Cancellation);
        Assert.Equal((ClaimStatus.Claimed, 1), (next.Status, next.Attempt));
    }

    [Fact]
    public async Task Completion_WhoseReplyIsLost_IsAppliedWhenAskedAgain()
    {
        var (store, other, claim) = (await Scene.BehindAsync(), Scene.Beside(), Claim());
        await store.ClaimAsync(claim, Cancellation);
        var fault = Scene.Proxy.DropReplyTo("order-42");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.CompleteAsync(Complete(claim), Cancellation));
        await fault.Happened;

        Assert.Equal(ClaimStatus.Completed, (await other.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(claim), Cancellation));
    }

    [Fact]
    public async Task Release_WhoseReplyIsLost_IsAppliedWhenAskedAgain()
    {
        var (store, claim) = (await Scene.BehindAsync(), Claim());
        await store.ClaimAsync(claim, Cancellation);
        Scene.Proxy.DropReplyTo("order-42");
        var release = new ReleaseRequest(claim.Key, claim.Owner, Terms.Retention);

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ReleaseAsync(release, Cancellation));

        Assert.Equal(WriteStatus.Applied, await store.ReleaseAsync(release, Cancellation));
        Assert.Equal(RecordState.Released, (await store.GetAsync(claim.Key, Cancellation))!.State);
    }

    [Fact]
    public async Task Claim_WhoseReplyComesAfterItsLease_MayBeTakenOver_AndThenCompletesNothing()
    {
        var (store, other, claim) = (await Scene.BehindAsync(), Scene.Beside(), Claim(terms: ShortTerms));
        await other.GetAsync(claim.Key, Cancellation);
        var fault = Scene.Proxy.HoldReplyTo("order-42");
        var late = store.ClaimAsync(claim, Cancellation).AsTask();
        await fault.Happened;
        await AbandonedAsync(other, claim.Key);
        var taken = await other.ClaimAsync(Claim(), Cancellation);
        Assert.Equal((ClaimStatus.Claimed, 2), (taken.Status, taken.Attempt));

        fault.Release();

        Assert.True((await late).FencingToken < taken.FencingToken);
        Assert.Equal(WriteStatus.NotOwner, await store.CompleteAsync(Complete(claim), Cancellation));
        Assert.Equal(WriteStatus.NotOwner, await store.RenewAsync(new(claim.Key, claim.Owner, Terms.Lease), Cancellation));
    }

    [Fact]
    public async Task Refused_IsUnavailable_AndOverWhenItIsOver()
    {
        var (store, claim) = (await Scene.BehindAsync(), Claim());
        await store.ClaimAsync(claim, Cancellation);
        Scene.Proxy.Refuse();

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.CompleteAsync(Complete(claim), Cancellation));
        Assert.Contains("there is no connection", failure.Message, StringComparison.Ordinal);
        Scene.Proxy.Accept();

        Assert.Equal(WriteStatus.Applied, await EventuallyAsync(() => store.CompleteAsync(Complete(claim), Cancellation)));
    }

    [Fact]
    public async Task Reply_ThatDoesNotCome_IsUnavailable()
    {
        var store = await Scene.BehindAsync();
        Scene.Proxy.HoldReplyTo("order-42");

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));

        Assert.Contains("answer in time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Row("a remote store goes on not answering")]
    public async Task Outage_OpensTheCircuit_WhichLetsOwnersThrough()
    {
        // The store's clock stands still: the circuit stays open.
        var time = new FakeTimeProvider();
        Scene.Time = time;
        var (store, running) = (await Scene.BehindAsync(), Claim("running"));
        await store.ClaimAsync(running, Cancellation);
        // What was answered before counts no more.
        time.Advance(TimeSpan.FromSeconds(10));
        Scene.Proxy.Refuse();
        Scene.Proxy.Cut();
        // One after the other: those at the same time may share a trip.
        Assert.Null((await FailureAsync(() => store.ClaimAsync(Claim("lost"), Cancellation))).RetryAfter);
        for (var i = 1; i < 8; i++)
        {
            await FailureAsync(() => store.ClaimAsync(Claim($"lost-{i}"), Cancellation));
        }

        Assert.Equal(TimeSpan.FromSeconds(5), (await FailureAsync(() => store.ClaimAsync(Claim("refused"), Cancellation))).RetryAfter);
        Assert.Null((await FailureAsync(RenewAsync)).RetryAfter);

        Scene.Proxy.Accept();
        Assert.Equal(WriteStatus.Applied, await EventuallyAsync(RenewAsync));
        Assert.Equal([WriteStatus.Applied], await store.CompleteBatchAsync([Complete(running)], Cancellation));
        Assert.NotNull((await FailureAsync(() => store.ClaimAsync(Claim("refused"), Cancellation))).RetryAfter);

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ClaimStatus.Completed, (await store.ClaimAsync(Claim("running"), Cancellation)).Status);
        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim("refused"), Cancellation)).Status);

        ValueTask<WriteStatus> RenewAsync() => store.RenewAsync(new(running.Key, running.Owner, Terms.Lease), Cancellation);
    }

    [Fact]
    public async Task Cancelled_Claim_IsCancelled_AndMayHaveBeenApplied()
    {
        var (store, other) = (await Scene.BehindAsync(), Scene.Beside());
        var fault = Scene.Proxy.HoldReplyTo("order-42");
        using var cancellation = new CancellationTokenSource();
        var claim = store.ClaimAsync(Claim(), cancellation.Token).AsTask();
        await fault.Happened;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => claim);
        Assert.Equal(ClaimStatus.InProgress, (await other.ClaimAsync(Claim(), Cancellation)).Status);
    }

    protected abstract Task<RemoteScene> OpenAsync();

    private static Task<IdempotencyStoreUnavailableException> FailureAsync<T>(Func<ValueTask<T>> step) =>
        Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await step());
}
