using Idempotent.Storing;

namespace Idempotent.Tests.Running;

/// <summary>What a body's failure and its cancellation mean.</summary>
public sealed class FailingTests
{
    private static IdempotentOperation<string> Operation(WhenFailed failed = default, WhenAbandoned abandoned = default) => new("pay")
    {
        WhenFailed = failed,
        WhenAbandoned = abandoned,
        IsStoredException = static e => e is ArithmeticException,
        BuildException = static (type, message) => type == typeof(DivideByZeroException).FullName ? new DivideByZeroException(message) : null,
    };

    [Fact]
    public async Task Failure_UnderRelease_LetsARetryRun()
    {
        using var rig = new Rig();
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(Operation(), "1", _ => throw new TimeoutException()));
        Assert.Equal(RecordState.Released, (await rig.RecordAsync("pay", "1"))!.State);

        Assert.Equal("retried", await rig.RunAsync(Operation(), "1", _ => Task.FromResult("retried")));
    }

    [Fact]
    public async Task Failure_UnderStore_IsTheOutcome()
    {
        using var rig = new Rig();
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(Operation(WhenFailed.Store), "1", _ => throw new TimeoutException("slow")));

        var stored = await Assert.ThrowsAsync<IdempotencyStoredFailureException>(() => rig.RunAsync(Operation(WhenFailed.Store), "1", NeverAsync));

        Assert.Equal((typeof(TimeoutException).FullName, "slow"), (stored.OriginalType, stored.OriginalMessage));
    }

    [Fact]
    public async Task StoredException_WhateverWhenFailedSays_IsTheOutcomeAsItsOwnType()
    {
        using var rig = new Rig();
        await Assert.ThrowsAsync<DivideByZeroException>(() => rig.RunAsync(Operation(), "1", _ => throw new DivideByZeroException("declined")));

        var stored = await Assert.ThrowsAsync<DivideByZeroException>(() => rig.RunAsync(Operation(), "1", NeverAsync));

        Assert.Equal("declined", stored.Message);
    }

    [Fact]
    public async Task Failure_UnderHold_IsHeld()
    {
        using var rig = new Rig();
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(Operation(WhenFailed.Hold), "1", _ => throw new TimeoutException()));

        var record = await rig.RecordAsync("pay", "1");

        Assert.Equal((RecordState.Held, HoldReason.Failed), (record!.State, record.HoldReason));
    }

    [Theory]
    [InlineData(WhenFailed.Store)]
    [InlineData(WhenFailed.Release)]
    public async Task Failure_OfOurs_IsNeverStored(WhenFailed failed)
    {
        using var rig = new Rig();
        var operation = new IdempotentOperation<string>("pay") { WhenFailed = failed, IsStoredException = static _ => true };
        foreach (var ours in new IdempotencyException[] { new IdempotencyStoreUnavailableException("down"), new IdempotencyInProgressException("x", "y", default) })
        {
            await Assert.ThrowsAsync(ours.GetType(), () => rig.RunAsync(operation, "1", _ => throw ours));

            Assert.Equal(RecordState.Released, (await rig.RecordAsync("pay", "1"))!.State);
        }
    }

    [Theory]
    [InlineData(WhenAbandoned.RunAgain, RecordState.Released)]
    [InlineData(WhenAbandoned.Hold, RecordState.Held)]
    public async Task Cancellation_OfTheBody_FollowsWhenAbandonedAtOnceAndIsNeverStored(WhenAbandoned abandoned, RecordState state)
    {
        using var rig = new Rig();
        using var cancel = new CancellationTokenSource();
        var call = rig.RunAsync(Operation(WhenFailed.Store, abandoned), "1", async token =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
            return "done";
        }, caller: cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());

        Assert.Equal(state, (await rig.RecordAsync("pay", "1"))!.State);
    }

    [Fact]
    public async Task Cancellation_BeforeTheCall_ClaimsNothing()
    {
        using var rig = new Rig();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.RunAsync(Operation(), "1", NeverAsync, caller: new(canceled: true)));

        Assert.Empty(rig.Calls.Calls);
    }

    [Fact]
    public async Task Cancellation_BetweenClaimAndBody_Releases()
    {
        using var rig = new Rig();
        using var cancel = new CancellationTokenSource();
        var reply = new TaskCompletionSource();
        var claim = rig.Store.Next(Testing.StoreStep.Claim, Testing.StoreFault.DelayedReply(reply.Task));
        var call = rig.RunAsync(Operation(abandoned: WhenAbandoned.Hold), "1", NeverAsync, caller: cancel.Token);
        await claim.Reached.Soon();
        await cancel.CancelAsync();
        reply.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());

        Assert.Equal(RecordState.Released, (await rig.RecordAsync("pay", "1"))!.State);
    }

    [Fact]
    public async Task Failure_AfterTakeover_IsLeaseLostWithTheFailureInside()
    {
        using var rig = new Rig();

        var lost = await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => rig.RunAsync(Operation(), "1", async _ =>
        {
            await rig.Memory.DeleteAsync(Rig.KeyOf("pay", "1"), default);
            throw new TimeoutException();
        }));

        Assert.IsType<TimeoutException>(lost.InnerException);
    }

    private static Task<string> NeverAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The body ran.");
}
