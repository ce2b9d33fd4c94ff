using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Tests.Running;

/// <summary>A store that can't be reached, at each step.</summary>
public sealed class OutageTests
{
    private static readonly IdempotentOperation<string> s_pay = new("pay");

    [Fact]
    public async Task Claim_WhenTheStoreIsDown_FailsAndDoesNotRun()
    {
        using var rig = new Rig();
        rig.Store.Always(StoreStep.Claim, StoreFault.Unavailable());

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => rig.RunAsync(s_pay, "1", NeverAsync).Soon());
    }

    [Fact]
    public async Task Claim_WhenItsReplyIsLost_IsSettledByClaimingAgainWithTheSameOwner()
    {
        using var rig = new Rig();
        rig.Store.Next(StoreStep.Claim, StoreFault.ReplyLost());

        Assert.Equal("attempt 1", await rig.RunAsync(s_pay, "1", _ => Task.FromResult($"attempt {IdempotencyContext.Required.Attempt}")).Soon());
    }

    [Fact]
    public async Task Claim_WhenItCantBeSettled_IsReleasedInTheBackground()
    {
        using var rig = new Rig();
        rig.Store.Next(StoreStep.Claim, StoreFault.ReplyLost());
        rig.Store.Next(StoreStep.Claim, StoreFault.Unavailable());

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => rig.RunAsync(s_pay, "1", NeverAsync).Soon());

        await rig.UntilAsync("pay", "1", static r => r is { State: RecordState.Released });
    }

    [Fact]
    public async Task Claim_WhenCancelledWithoutReply_IsReleasedInTheBackground()
    {
        using var rig = new Rig();
        using var cancel = new CancellationTokenSource();
        var reply = new TaskCompletionSource();
        var claim = rig.Store.Next(StoreStep.Claim, StoreFault.DelayedReply(reply.Task));
        var call = rig.RunAsync(s_pay, "1", NeverAsync, caller: cancel.Token);
        await claim.Reached.Soon();

        await cancel.CancelAsync();
        reply.SetCanceled(cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        await rig.UntilAsync("pay", "1", static r => r is { State: RecordState.Released });
    }

    [Fact]
    public async Task Claim_WhenTheStoreIsNotAskedAtAll_IsNotRepeatedAndNothingIsGivenBack()
    {
        using var rig = new Rig();
        rig.Store.Next(StoreStep.Claim, Refused());

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => rig.RunAsync(s_pay, "1", NeverAsync).Soon());
        await rig.Runtime.DisposeAsync();

        Assert.Equal(TimeSpan.FromSeconds(3), failure.RetryAfter);
        Assert.Empty(rig.Calls.Steps);
    }

    [Fact]
    public async Task Claim_WhoseReplyIsLostBeforeTheStoreIsNotAskedAnyMore_IsReleasedInTheBackground()
    {
        using var rig = new Rig();
        rig.Store.Next(StoreStep.Claim, StoreFault.ReplyLost());
        rig.Store.Next(StoreStep.Claim, Refused());

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => rig.RunAsync(s_pay, "1", NeverAsync).Soon());

        await rig.UntilAsync("pay", "1", static r => r is { State: RecordState.Released });
    }

    [Fact]
    public async Task Outcome_WhenItCantBeSaved_GoesToCallerAndJoinersAndIsSavedLater()
    {
        using var rig = new Rig();
        rig.Store.Always(StoreStep.Complete, StoreFault.Unavailable());
        var (body, begun, end) = Waits.Gate<string>();
        var call = rig.RunAsync(s_pay, "1", body);
        await begun.Soon();
        var joiner = rig.RunAsync(s_pay, "1", NeverAsync);
        end.SetResult("done");

        Assert.Equal("done", await call.Soon());
        Assert.Equal("done", await joiner.Soon());
        Assert.Contains(rig.Logs.GetSnapshot(), static l => l.Id.Id == 9);

        // Renewed on and on, joined on and on, never given back.
        rig.Pass(Rig.Lease * 3);
        Assert.Equal(RecordState.InProgress, (await rig.RecordAsync("pay", "1"))!.State);
        Assert.Equal("done", await rig.RunAsync(s_pay, "1", NeverAsync).Soon());

        rig.Store.Heal();
        await rig.UntilLoggedAsync(11);
        Assert.Equal(RecordState.Completed, (await rig.RecordAsync("pay", "1"))!.State);
        Assert.Equal("done", await rig.RunAsync(s_pay, "1", NeverAsync, runtime: rig.NewRuntime()).Soon());
        rig.Calls.Clear();
        rig.Pass(Rig.Lease);
        Assert.DoesNotContain(StoreStep.Renew, rig.Calls.Steps);
    }

    [Fact]
    public async Task Outcomes_OfALongOutage_AreAllSavedLater()
    {
        // More than the releases that are kept, of which none is needed for long.
        const int Calls = 10_050;
        using var rig = new Rig();
        rig.Store.Always(StoreStep.Complete, StoreFault.Unavailable());
        for (var i = 0; i < Calls; i++)
        {
            await rig.RunAsync(s_pay, $"{i}", _ => Task.FromResult("done"));
        }

        rig.Store.Heal();
        await rig.Runtime.DisposeAsync();

        Assert.Equal(Calls, await rig.Memory.CountAsync(RecordFilter.All with { State = RecordState.Completed }, default));
    }

    [Fact]
    public async Task Outcome_WhenTheReplyOfItsCompletionIsLost_StaysWhatItIs()
    {
        using var rig = new Rig();
        rig.Store.Next(StoreStep.Complete, StoreFault.ReplyLost());

        Assert.Equal("done", await rig.RunAsync(s_pay, "1", _ => Task.FromResult("done")).Soon());

        await rig.UntilLoggedAsync(11);
        Assert.Equal("done", await rig.RunAsync(s_pay, "1", NeverAsync, runtime: rig.NewRuntime()));
    }

    [Fact]
    public async Task Outcome_OfACallThatEndsWhileItsHostMakesTheLastTry_IsTriedToo()
    {
        using var rig = new Rig();
        var (body, begun, end) = Waits.Gate<string>();
        var late = rig.RunAsync(s_pay, "late", body);
        await begun.Soon();
        rig.Store.Next(StoreStep.Complete, StoreFault.Unavailable());
        var tried = rig.Store.Next(StoreStep.Complete, StoreFault.Unavailable());
        var gate = new TaskCompletionSource();
        var last = rig.Store.Next(StoreStep.Complete, StoreFault.DelayedRequest(gate.Task));
        rig.Store.Next(StoreStep.Complete, StoreFault.Unavailable());
        await rig.RunAsync(s_pay, "early", _ => Task.FromResult("done"));
        await tried.Reached.Soon();

        var disposed = rig.Runtime.DisposeAsync().AsTask();
        await last.Reached.Soon();
        end.SetResult("done");
        Assert.Equal("done", await late.Soon());
        gate.SetResult();
        await disposed.Soon();

        Assert.Equal(RecordState.Completed, (await rig.RecordAsync("pay", "early"))!.State);
        Assert.Equal(RecordState.Completed, (await rig.RecordAsync("pay", "late"))!.State);
    }

    [Fact]
    public async Task StoredFailure_WhenItCantBeSaved_IsSavedLater()
    {
        using var rig = new Rig(static o => o.WhenFailed = WhenFailed.Store);
        rig.Store.Always(StoreStep.Complete, StoreFault.Unavailable());
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(s_pay, "1", _ => throw new TimeoutException()));

        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(s_pay, "1", NeverAsync));
        rig.Store.Heal();

        await rig.UntilAsync("pay", "1", static r => r is { State: RecordState.Completed });
    }

    [Fact]
    public async Task Hold_WhenItCantBeSaved_IsSavedLater()
    {
        using var rig = new Rig(static o => o.WhenFailed = WhenFailed.Hold);
        rig.Store.Always(StoreStep.Hold, StoreFault.Unavailable());
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(s_pay, "1", _ => throw new TimeoutException()));
        rig.Pass(Rig.Lease * 2);
        Assert.Equal(RecordState.InProgress, (await rig.RecordAsync("pay", "1"))!.State);

        rig.Store.Heal();

        await rig.UntilAsync("pay", "1", static r => r is { State: RecordState.Held });
    }

    [Fact]
    public async Task Release_WhenItCantBeSaved_IsTriedAgainInTheBackground()
    {
        using var rig = new Rig();
        rig.Store.Next(StoreStep.Release, StoreFault.Unavailable());
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(s_pay, "1", _ => throw new TimeoutException()));

        await rig.UntilAsync("pay", "1", static r => r is { State: RecordState.Released });
    }

    [Fact]
    public async Task Dispose_RefusesCalls()
    {
        using var rig = new Rig();
        await rig.Runtime.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => rig.RunAsync(s_pay, "1", NeverAsync));
    }

    [Fact]
    public async Task Dispose_WhileACallRuns_LetsItFinishUnderItsLease()
    {
        using var rig = new Rig();
        var (body, begun, end) = Waits.Gate<string>();
        var call = rig.RunAsync(s_pay, "1", body);
        var token = await begun.Soon();
        await rig.Runtime.DisposeAsync();

        rig.Pass(Rig.Lease * 2);

        Assert.False(token.IsCancellationRequested);
        end.SetResult("done");
        Assert.Equal("done", await call.Soon());
        Assert.Equal(RecordState.Completed, (await rig.RecordAsync("pay", "1"))!.State);
    }

    [Fact]
    public async Task Dispose_WithAnOutcomeThatIsNotSaved_TriesOnceMore()
    {
        using var rig = new Rig();
        rig.Store.Always(StoreStep.Complete, StoreFault.Unavailable());
        await rig.RunAsync(s_pay, "1", _ => Task.FromResult("done")).Soon();
        rig.Store.Heal();

        await rig.Runtime.DisposeAsync();

        Assert.Equal(RecordState.Completed, (await rig.RecordAsync("pay", "1"))!.State);
    }

    private static StoreFault Refused() => StoreFault.DelayedRequest(Task.FromException(new IdempotencyStoreUnavailableException("It is left alone.", TimeSpan.FromSeconds(3))));

    private static Task<string> NeverAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The body ran.");
}
