using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Tests.Running;

/// <summary>Duplicates of a run in another process: both ways to wait.</summary>
public sealed class WaitingTests
{
    private static readonly IdempotentOperation<string> s_pay = new("pay");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waiter_WhenTheRunCompletes_Replays(bool watching)
    {
        using var rig = NewRig(watching);
        var (body, begun, end) = Waits.Gate<string>();
        var first = rig.RunAsync(s_pay, "1", body, runtime: rig.NewRuntime());
        await begun.Soon();
        var waiter = rig.RunAsync(s_pay, "1", NeverAsync);
        Assert.False(waiter.IsCompleted);

        end.SetResult("done");
        await first.Soon();
        await rig.PassUntilAsync(waiter);

        Assert.Equal("done", await waiter);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waiter_WhenTheRunIsReleased_ClaimsIt(bool watching)
    {
        using var rig = NewRig(watching);
        var (body, begun, end) = Waits.Gate<string>();
        var first = rig.RunAsync(s_pay, "1", body, runtime: rig.NewRuntime());
        await begun.Soon();
        var waiter = rig.RunAsync(s_pay, "1", static _ => Task.FromResult("mine"));

        end.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first.Soon());
        await rig.PassUntilAsync(waiter);

        Assert.Equal("mine", await waiter);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waiter_WhenTheOwnerDies_TakesOverAfterTheLease(bool watching)
    {
        using var rig = NewRig(watching, TimeSpan.FromSeconds(90));
        await rig.Memory.ClaimAsync(
            new(Rig.KeyOf("pay", "1"), OwnerToken.Create(), Fingerprint.Empty, new() { Operation = "pay", Lease = Rig.Lease, Retention = TimeSpan.FromHours(24) }), default);
        var waiter = rig.RunAsync(s_pay, "1", static _ => Task.FromResult($"attempt {IdempotencyContext.Required.Attempt}"));

        rig.Pass(Rig.Lease - TimeSpan.FromSeconds(1));
        Assert.False(waiter.IsCompleted);
        await rig.PassUntilAsync(waiter);

        Assert.Equal("attempt 2", await waiter);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waiter_AfterWaitTimeout_IsToldInProgress(bool watching)
    {
        using var rig = NewRig(watching);
        var (body, begun, end) = Waits.Gate<string>();
        var first = rig.RunAsync(s_pay, "1", body, runtime: rig.NewRuntime());
        await begun.Soon();
        var waiter = rig.RunAsync(s_pay, "1", NeverAsync);

        rig.Pass(rig.Options.WaitTimeout - TimeSpan.FromSeconds(2));
        Assert.False(waiter.IsCompleted);
        await rig.PassUntilAsync(waiter);

        await Assert.ThrowsAsync<IdempotencyInProgressException>(() => waiter);
        end.SetResult("done");
        await first.Soon();
    }

    [Fact]
    public async Task Waiter_WhenCancelled_EndsItsWait()
    {
        using var rig = new Rig();
        using var cancel = new CancellationTokenSource();
        var (body, begun, end) = Waits.Gate<string>();
        var first = rig.RunAsync(s_pay, "1", body, runtime: rig.NewRuntime());
        await begun.Soon();
        var waiter = rig.RunAsync(s_pay, "1", NeverAsync, caller: cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter.Soon());
        end.SetResult("done");
        Assert.Equal("done", await first.Soon());
    }

    [Fact]
    public async Task Waiter_SubscribesThenLooksAgain_SoThatNoChangeIsMissed()
    {
        using var rig = new Rig();
        var (body, begun, end) = Waits.Gate<string>();
        var first = rig.RunAsync(s_pay, "1", body, runtime: rig.NewRuntime());
        await begun.Soon();
        var subscribed = new TaskCompletionSource();
        var watch = rig.Store.Next(StoreStep.Watch, StoreFault.DelayedRequest(subscribed.Task));
        var waiter = rig.RunAsync(s_pay, "1", NeverAsync);
        await watch.Reached.Soon();

        end.SetResult("done");
        await first.Soon();
        subscribed.SetResult();

        Assert.Equal("done", await waiter.Soon());
    }

    [Fact]
    public async Task Call_WithoutTimeToWait_IsToldAtOnce()
    {
        using var rig = new Rig(static o => o.WaitTimeout = TimeSpan.Zero);
        var (body, begun, end) = Waits.Gate<string>();
        var first = rig.RunAsync(s_pay, "1", body, runtime: rig.NewRuntime());
        await begun.Soon();

        await Assert.ThrowsAsync<IdempotencyInProgressException>(() => rig.RunAsync(s_pay, "1", NeverAsync).Soon());

        end.SetResult("done");
        await first.Soon();
    }

    [Fact]
    public async Task Waiter_BehindADoubleOfAStoreThatWakesNobody_Replays()
    {
        using var rig = new Rig(wrap: static store => new PlainStore(store));
        var (body, begun, end) = Waits.Gate<string>();
        var first = rig.RunAsync(s_pay, "1", body, runtime: rig.NewRuntime());
        await begun.Soon();
        var waiter = rig.RunAsync(s_pay, "1", NeverAsync);
        Assert.False(waiter.IsCompleted);

        end.SetResult("done");
        await first.Soon();

        Assert.Equal("done", await waiter.Soon());
    }

    private static Rig NewRig(bool watching, TimeSpan? waitTimeout = null) =>
        new(o => o.WaitTimeout = waitTimeout ?? o.WaitTimeout, plainly: !watching);

    private static Task<string> NeverAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The body ran.");
}
