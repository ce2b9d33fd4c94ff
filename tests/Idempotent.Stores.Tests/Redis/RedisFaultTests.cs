using Idempotent.Storing;
using Idempotent.Stores.Tests.Remote;
using Microsoft.Extensions.Time.Testing;
using static Idempotent.Stores.Tests.Redis.RedisScene;

namespace Idempotent.Stores.Tests.Redis;

/// <summary>The rows of the failure table in the README that are about the connection.</summary>
public sealed class RedisFaultTests : IAsyncLifetime
{
    private RedisScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await RedisScene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Claim_WhoseReplyIsLost_IsTheSameWhenClaimedAgain()
    {
        var (store, other, claim) = (await _scene.BehindAsync(), _scene.Beside(), Claim());
        var fault = _scene.Proxy.DropReplyTo("order-42");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(claim, Cancellation));
        await fault.Happened;
        Assert.Equal(ClaimStatus.InProgress, (await other.ClaimAsync(Claim(), Cancellation)).Status);
        var again = await store.ClaimAsync(claim, Cancellation);

        Assert.Equal((ClaimStatus.Claimed, 1), (again.Status, again.Attempt));
    }

    [Fact]
    public async Task Claim_ThatNeverArrived_ClaimsNothing()
    {
        var (store, other) = (await _scene.BehindAsync(), _scene.Beside());
        var fault = _scene.Proxy.ResetAt("order-42");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));
        await fault.Happened;

        var next = await other.ClaimAsync(Claim(), Cancellation);
        Assert.Equal((ClaimStatus.Claimed, 1), (next.Status, next.Attempt));
    }

    [Fact]
    public async Task Completion_WhoseReplyIsLost_IsAppliedWhenAskedAgain()
    {
        var (store, other, claim) = (await _scene.BehindAsync(), _scene.Beside(), Claim());
        await store.ClaimAsync(claim, Cancellation);
        _scene.Proxy.DropReplyTo("order-42");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.CompleteAsync(Complete(claim), Cancellation));

        Assert.Equal(ClaimStatus.Completed, (await other.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(claim), Cancellation));
    }

    [Fact]
    public async Task Release_WhoseReplyIsLost_IsAppliedWhenAskedAgain()
    {
        var (store, claim) = (await _scene.BehindAsync(), Claim());
        await store.ClaimAsync(claim, Cancellation);
        _scene.Proxy.DropReplyTo("order-42");
        var release = new ReleaseRequest(claim.Key, claim.Owner, Terms.Retention);

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ReleaseAsync(release, Cancellation));

        Assert.Equal(WriteStatus.Applied, await store.ReleaseAsync(release, Cancellation));
        Assert.Equal(RecordState.Released, (await store.GetAsync(claim.Key, Cancellation))!.State);
    }

    [Fact]
    public async Task Claim_WhoseReplyComesAfterItsLease_MayBeTakenOver_AndThenCompletesNothing()
    {
        var (store, other, claim) = (await _scene.BehindAsync(), _scene.Beside(), Claim(terms: ShortTerms));
        await other.GetAsync(claim.Key, Cancellation);
        var fault = _scene.Proxy.HoldReplyTo("order-42");
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
        var (store, claim) = (await _scene.BehindAsync(), Claim());
        await store.ClaimAsync(claim, Cancellation);
        _scene.Proxy.Refuse();

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.CompleteAsync(Complete(claim), Cancellation));
        Assert.Contains("connection", failure.Message, StringComparison.Ordinal);
        _scene.Proxy.Accept();

        Assert.Equal(WriteStatus.Applied, await EventuallyAsync(() => store.CompleteAsync(Complete(claim), Cancellation)));
    }

    [Fact]
    public async Task Server_ThatDoesNotAnswer_IsUnavailable()
    {
        var store = _scene.Beside();
        await store.ClaimAsync(Claim("warm"), Cancellation);
        await _scene.Server.FreezeAsync();

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));

        Assert.Contains("did not answer in time", failure.Message, StringComparison.Ordinal);
        _scene.Server.Thaw();
    }

    [Fact]
    public async Task Outage_OpensTheCircuit_WhichLetsOwnersThrough()
    {
        var time = new FakeTimeProvider();
        await BreakerScript.RunAsync(await _scene.BehindAsync(time), _scene.Proxy, time, static name => Claim(name));
    }

    [Fact]
    public async Task Cancelled_Claim_IsCancelled_AndMayHaveBeenApplied()
    {
        var (store, other) = (await _scene.BehindAsync(), _scene.Beside());
        var fault = _scene.Proxy.HoldReplyTo("order-42");
        using var cancellation = new CancellationTokenSource();
        var claim = store.ClaimAsync(Claim(), cancellation.Token).AsTask();
        await fault.Happened;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => claim);
        Assert.Equal(ClaimStatus.InProgress, (await other.ClaimAsync(Claim(), Cancellation)).Status);
    }

    /// <summary>Again while the connection comes back, which takes no longer than half a minute.</summary>
    internal static async Task<T> EventuallyAsync<T>(Func<ValueTask<T>> step)
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
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
            }
        }
    }
}
