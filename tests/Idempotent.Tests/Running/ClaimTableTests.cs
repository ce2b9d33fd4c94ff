using Idempotent.Storing;

namespace Idempotent.Tests.Running;

/// <summary>What a call does for each state that its claim finds.</summary>
public class ClaimTableTests : RigTests
{
    private const int RunsAgain = 1;

    private static IdempotentOperation<string> Operation(WhenAbandoned abandoned = default, WhenFailed failed = default, int maxAttempts = 0) =>
        new("pay") { WhenAbandoned = abandoned, WhenFailed = failed, MaxAttempts = maxAttempts };

    [Fact]
    public async Task Call_WhenNothingIsThere_Runs()
    {
        using var rig = NewRig();

        Assert.Equal("ran", await rig.RunAsync(Operation(), "1", _ => Task.FromResult("ran")));

        Assert.Equal(RecordState.Completed, (await rig.RecordAsync("pay", "1"))!.State);
    }

    [Fact]
    public async Task Call_WhenCompleted_Replays()
    {
        using var rig = NewRig();
        await rig.RunAsync(Operation(), "1", _ => Task.FromResult("first"));

        Assert.Equal("first", await rig.RunAsync(Operation(), "1", _ => Task.FromResult("second")));
    }

    [Fact]
    public void Call_WhenCompletedAndTheStoreIsSynchronous_ReplaysSynchronously()
    {
        using var rig = NewRig();
        Assert.True(rig.RunAsync(Operation(), "1", _ => Task.FromResult("first")).IsCompletedSuccessfully);

        Assert.True(rig.RunAsync(Operation(), "1", _ => Task.FromResult("second")).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Call_WhenExpired_RunsAgain()
    {
        using var rig = NewRig();
        await rig.RunAsync(Operation(), "1", _ => Task.FromResult("first"));
        rig.Time.Advance(rig.Options.ExpiresAfter + TimeSpan.FromSeconds(1));

        Assert.Equal("second", await rig.RunAsync(Operation(), "1", _ => Task.FromResult("second")));
    }

    [Fact]
    public async Task Call_WhenReleased_RunsAsNextAttempt()
    {
        using var rig = NewRig();
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(Operation(), "1", _ => throw new TimeoutException()));
        Assert.DoesNotContain(rig.Logs.GetSnapshot(), static l => l.Id.Id == RunsAgain);

        var attempt = 0;
        await rig.RunAsync(Operation(), "1", _ => Task.FromResult($"{attempt = IdempotencyContext.Required.Attempt}"), fingerprint: "other");

        Assert.Equal(2, attempt);
        Assert.Single(rig.Logs.GetSnapshot(), static l => l.Id.Id == RunsAgain);
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("in progress")]
    [InlineData("held")]
    public async Task Call_WithOtherFingerprint_IsReused(string state)
    {
        using var rig = NewRig();
        var (body, _, end) = Waits.Gate<string>();
        var operation = Operation(failed: WhenFailed.Hold);
        var first = rig.RunAsync(operation, "1", body, fingerprint: "10", runtime: rig.NewRuntime());
        if (state == "completed")
        {
            end.SetResult("done");
            await first;
        }
        else if (state == "held")
        {
            end.SetException(new TimeoutException());
            await Assert.ThrowsAsync<TimeoutException>(() => first);
        }

        var reused = await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => rig.RunAsync(operation, "1", NeverAsync, fingerprint: "99").Soon());

        Assert.Equal("pay", reused.Operation);
        Assert.Equal("idempotency::pay:1", reused.Key);
        end.TrySetResult("done");
    }

    [Fact]
    public async Task Call_WhenHeld_IsTold()
    {
        using var rig = NewRig();
        var operation = Operation(failed: WhenFailed.Hold);
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(operation, "1", _ => throw new TimeoutException()));

        var held = await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => rig.RunAsync(operation, "1", NeverAsync));

        Assert.Equal((1, HoldReason.Failed), (held.Attempt, held.Reason));
    }

    [Fact]
    public async Task Call_WhenInProgressElsewhereAndRejected_IsToldWhenToRetry()
    {
        using var rig = NewRig();
        var (body, _, end) = Waits.Gate<string>();
        var first = rig.RunAsync(Operation(), "1", body, runtime: rig.NewRuntime());

        var rejecting = new IdempotentOperation<string>("pay") { WhenInProgress = WhenInProgress.Reject };
        var told = await Assert.ThrowsAsync<IdempotencyInProgressException>(() => rig.RunAsync(rejecting, "1", NeverAsync));

        Assert.Equal(Rig.Lease, told.RetryAfter);
        end.SetResult("done");
        Assert.Equal("done", await first);
    }

    [Fact]
    public async Task Call_WhenAbandoned_RunsAsNextAttempt()
    {
        using var rig = NewRig();
        await DieAsync(rig);
        rig.Time.Advance(Rig.Lease);

        var attempt = 0;
        Assert.Equal("again", await rig.RunAsync(Operation(), "1", _ => { attempt = IdempotencyContext.Required.Attempt; return Task.FromResult("again"); }));

        Assert.Equal(2, attempt);
    }

    [Fact]
    public async Task Call_WhenAbandonedUnderHold_IsHeld()
    {
        using var rig = NewRig();
        await DieAsync(rig);
        rig.Time.Advance(Rig.Lease);

        var held = await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => rig.RunAsync(Operation(WhenAbandoned.Hold), "1", NeverAsync));

        Assert.Equal(HoldReason.Abandoned, held.Reason);
        Assert.Equal(RecordState.Held, (await rig.RecordAsync("pay", "1"))!.State);
    }

    [Fact]
    public async Task Call_AfterMaxAttempts_IsHeld()
    {
        using var rig = NewRig();
        var operation = Operation(maxAttempts: 2);
        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(operation, "1", _ => throw new TimeoutException()));
        }

        var held = await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => rig.RunAsync(operation, "1", NeverAsync));

        Assert.Equal(HoldReason.AttemptsExhausted, held.Reason);
    }

    [Fact]
    public async Task Call_WhenResolvedToRunAgain_Runs()
    {
        using var rig = NewRig();
        var operation = Operation(failed: WhenFailed.Hold);
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(operation, "1", _ => throw new TimeoutException()));
        await rig.Memory.ResolveAsync(new(Rig.KeyOf("pay", "1"), 1, Resolution.RunAgain), default);

        Assert.Equal("again", await rig.RunAsync(operation, "1", _ => Task.FromResult("again")));
    }

    [Fact]
    public async Task Call_AtOnceFrom32TasksOfTwoHosts_RunsOnce()
    {
        using var rig = NewRig();
        var other = rig.NewRuntime();
        var runs = 0;
        using var barrier = new Barrier(32);
        var calls = Enumerable.Range(0, 32).Select(i => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                return rig.RunAsync(Operation(), "1", _ => Task.FromResult($"{Interlocked.Increment(ref runs)}"), runtime: i % 2 == 0 ? other : rig.Runtime);
            },
            default,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());

        Assert.All(await Task.WhenAll(calls).Soon(), static answer => Assert.Equal("1", answer));
        Assert.Equal(1, runs);
    }

    private static Task<string> NeverAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The body ran.");

    /// <summary>Leaves the record as a process does that dies in the body.</summary>
    private static async Task DieAsync(Rig rig) => await rig.Memory.ClaimAsync(
        new(Rig.KeyOf("pay", "1"), OwnerToken.Create(), Fingerprint.Empty, new() { Operation = "pay", Lease = Rig.Lease, Retention = TimeSpan.FromHours(24) }), default);
}

/// <inheritdoc/>
public sealed class ClaimTableFromTheStoreTests : ClaimTableTests
{
    protected override bool Remembers => false;
}
