using Idempotent.Storing;
using Idempotent.Stores.Tests.Remote;
using Microsoft.Extensions.Time.Testing;
using static Idempotent.Stores.Tests.PostgreSql.PostgreSqlScene;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>The rows of the failure table in the README that are about the connection and the server.</summary>
public sealed class PostgreSqlFaultTests : IAsyncLifetime
{
    private PostgreSqlScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await PostgreSqlScene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Claim_WhoseReplyIsLost_IsTheSameWhenClaimedAgain()
    {
        var (store, other, claim) = (await _scene.BehindAsync(), _scene.Beside(), Claim());
        var fault = _scene.Proxy.DropReplyTo("order-42");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(claim, Cancellation));
        await fault.Happened;
        Assert.Equal(ClaimStatus.InProgress, (await other.ClaimAsync(Claim(), Cancellation)).Status);
        var again = await EventuallyAsync(() => store.ClaimAsync(claim, Cancellation));

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
        var fault = _scene.Proxy.DropReplyTo("order-42");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.CompleteAsync(Complete(claim), Cancellation));
        await fault.Happened;

        Assert.Equal(ClaimStatus.Completed, (await other.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(WriteStatus.Applied, await EventuallyAsync(() => store.CompleteAsync(Complete(claim), Cancellation)));
    }

    [Fact]
    public async Task Refused_IsUnavailable_AndOverWhenItIsOver()
    {
        var (store, claim) = (await _scene.BehindAsync(), Claim());
        await store.ClaimAsync(claim, Cancellation);
        _scene.Proxy.Refuse();
        _scene.Proxy.Cut();

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.CompleteAsync(Complete(claim), Cancellation));
        Assert.Contains("no connection", failure.Message, StringComparison.Ordinal);
        _scene.Proxy.Accept();

        Assert.Equal(WriteStatus.Applied, await EventuallyAsync(() => store.CompleteAsync(Complete(claim), Cancellation)));
    }

    [Fact]
    public async Task Outage_OpensTheCircuit_WhichLetsOwnersThrough()
    {
        var time = new FakeTimeProvider();
        await BreakerScript.RunAsync(await _scene.BehindAsync(time), _scene.Proxy, time, static name => Claim(name));
    }

    [Fact]
    public async Task Restart_AfterACrash_LosesNothing()
    {
        var (store, completed, running) = (_scene.Beside(), Claim("completed"), Claim("running"));
        await store.ClaimAsync(completed, Cancellation);
        await store.CompleteAsync(Complete(completed), Cancellation);
        await store.ClaimAsync(running, Cancellation);

        await _scene.Server.KillAsync();
        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim("another"), Cancellation));
        await _scene.Server.StartAsync();

        Assert.Equal(ClaimStatus.Completed, (await EventuallyAsync(() => store.ClaimAsync(Claim("completed"), Cancellation))).Status);
        Assert.Equal(ClaimStatus.InProgress, (await store.ClaimAsync(Claim("running"), Cancellation)).Status);
        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(running), Cancellation));
    }

    /// <summary>Again while connections that are dead leave the pool, which takes no longer than half a minute.</summary>
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
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
            }
        }
    }
}
