using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Tests.Running;

/// <summary>Duplicates in the process of the call that runs.</summary>
public class JoiningTests : RigTests
{
    private static readonly IdempotentOperation<List<int>> s_list = new("list");

    [Fact]
    public async Task Duplicate_OfRunningCall_JoinsItWithoutStoreTraffic()
    {
        using var rig = NewRig();
        var (body, begun, end) = Waits.Gate<List<int>>();
        var first = rig.RunAsync(s_list, "1", body);
        await begun.Soon();
        rig.Calls.Clear();

        var duplicate = rig.RunAsync(s_list, "1", NeverAsync);
        Assert.False(duplicate.IsCompleted);
        Assert.Empty(rig.Calls.Calls);
        end.SetResult([1]);

        Assert.Equal([1], await duplicate.Soon());
        Assert.Equal([1], await first.Soon());
        Assert.Equal([StoreStep.Complete], rig.Calls.Steps);
    }

    [Fact]
    public async Task Duplicate_WithOtherFingerprint_IsReusedAtOnce()
    {
        using var rig = NewRig();
        var (body, begun, end) = Waits.Gate<List<int>>();
        var first = rig.RunAsync(s_list, "1", body, fingerprint: "10");
        await begun.Soon();
        rig.Calls.Clear();

        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => rig.RunAsync(s_list, "1", NeverAsync, fingerprint: "99").Soon());

        Assert.Empty(rig.Calls.Calls);
        end.SetResult([]);
        await first;
    }

    [Fact]
    public async Task Duplicate_WithOtherFingerprint_WhenTheLeaderIsRefused_IsAnswered()
    {
        using var rig = NewRig();
        await rig.RunAsync(s_list, "1", _ => Task.FromResult(new List<int> { 1 }), fingerprint: "10", runtime: rig.NewRuntime());
        var reply = new TaskCompletionSource();
        var claim = rig.Store.Next(StoreStep.Claim, StoreFault.DelayedReply(reply.Task));
        var leader = rig.RunAsync(s_list, "1", NeverAsync, fingerprint: "99");
        await claim.Reached.Soon();

        var duplicate = rig.RunAsync(s_list, "1", NeverAsync, fingerprint: "10");
        reply.SetResult();

        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => leader.Soon());
        Assert.Equal([1], await duplicate.Soon());
    }

    [Fact]
    public async Task Duplicate_WithOtherFingerprint_OfACallThatWaitsForAnotherHost_IsReusedAtOnce()
    {
        using var rig = NewRig();
        var (body, begun, end) = Waits.Gate<List<int>>();
        var first = rig.RunAsync(s_list, "1", body, fingerprint: "10", runtime: rig.NewRuntime());
        await begun.Soon();
        var waiting = rig.RunAsync(s_list, "1", NeverAsync, fingerprint: "10");

        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => rig.RunAsync(s_list, "1", NeverAsync, fingerprint: "99").Soon());

        end.SetResult([1]);
        Assert.Equal([1], await waiting.Soon());
        await first;
    }

    [Fact]
    public async Task Duplicates_GetCopiesOfTheirOwn()
    {
        using var rig = NewRig();
        var (body, begun, end) = Waits.Gate<List<int>>();
        var first = rig.RunAsync(s_list, "1", body);
        await begun.Soon();
        var joined = rig.RunAsync(s_list, "1", NeverAsync);
        end.SetResult([1]);
        (await first.Soon()).Add(2);
        (await joined.Soon()).Add(3);

        Assert.Equal([1], await rig.RunAsync(s_list, "1", NeverAsync));
        Assert.Equal([1, 3], await joined);
    }

    [Fact]
    public async Task Duplicate_OfImmutableResult_SharesIt()
    {
        using var rig = NewRig();
        var operation = new IdempotentOperation<string>("text") { ResultIsImmutable = true };
        var (body, begun, end) = Waits.Gate<string>();
        var first = rig.RunAsync(operation, "1", body);
        await begun.Soon();
        var joined = rig.RunAsync(operation, "1", _ => throw new InvalidOperationException());
        end.SetResult(new string('x', 3));

        Assert.Same(await first.Soon(), await joined.Soon());
    }

    [Fact]
    public async Task Joiner_WhenCancelled_EndsOnlyItsWait()
    {
        using var rig = NewRig();
        using var cancel = new CancellationTokenSource();
        var (body, begun, end) = Waits.Gate<List<int>>();
        var first = rig.RunAsync(s_list, "1", body);
        var token = await begun.Soon();
        var joiner = rig.RunAsync(s_list, "1", NeverAsync, caller: cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joiner.Soon());
        Assert.False(token.IsCancellationRequested);
        end.SetResult([1]);
        Assert.Equal([1], await first.Soon());
    }

    [Fact]
    public async Task Joiner_WhenOwnerFails_GetsTheFailureAndDoesNotRun()
    {
        using var rig = NewRig();
        var (body, begun, end) = Waits.Gate<List<int>>();
        var first = rig.RunAsync(s_list, "1", body);
        await begun.Soon();
        var joiner = rig.RunAsync(s_list, "1", NeverAsync);
        end.SetException(new TimeoutException("card network"));

        Assert.Equal("card network", (await Assert.ThrowsAsync<TimeoutException>(() => joiner.Soon())).Message);
        await Assert.ThrowsAsync<TimeoutException>(() => first);
    }

    [Fact]
    public async Task Joiners_WhenOwnerIsCancelled_OneClaimsAnewAndTheOthersJoinIt()
    {
        using var rig = NewRig();
        using var cancel = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource<CancellationToken>();
        var first = rig.RunAsync(s_list, "1", async token =>
        {
            cancelled.SetResult(token);
            await Task.Delay(Timeout.InfiniteTimeSpan, rig.Time, token);
            return [];
        }, caller: cancel.Token);
        await cancelled.Task.Soon();
        var runs = 0;
        var joiners = Enumerable.Range(0, 3).Select(_ => rig.RunAsync(s_list, "1", _ => Task.FromResult<List<int>>([Interlocked.Increment(ref runs), IdempotencyContext.Required.Attempt]))).ToList();
        Assert.All(joiners, static j => Assert.False(j.IsCompleted));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Soon());
        Assert.All(await Task.WhenAll(joiners).Soon(), static answer => Assert.Equal([1, 2], answer));
    }

    [Fact]
    public async Task Joiner_WhenTheWaitIsOver_IsToldInProgress()
    {
        using var rig = NewRig();
        var (body, begun, end) = Waits.Gate<List<int>>();
        var first = rig.RunAsync(s_list, "1", body);
        await begun.Soon();
        var joiner = rig.RunAsync(s_list, "1", NeverAsync);

        rig.Pass(rig.Options.WaitTimeout - TimeSpan.FromSeconds(1));
        Assert.False(joiner.IsCompleted);
        rig.Pass(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<IdempotencyInProgressException>(() => joiner.Soon());
        end.SetResult([]);
        await first.Soon();
    }

    [Fact]
    public async Task Rejected_WhileTheBodyRuns_IsToldAtOnce()
    {
        using var rig = NewRig(static o => o.WhenInProgress = WhenInProgress.Reject);
        var (body, begun, end) = Waits.Gate<List<int>>();
        var first = rig.RunAsync(s_list, "1", body);
        await begun.Soon();

        await Assert.ThrowsAsync<IdempotencyInProgressException>(() => rig.RunAsync(s_list, "1", NeverAsync).Soon());

        end.SetResult([]);
        await first.Soon();
    }

    [Fact]
    public async Task Rejected_WhileTheOwnerClaimsWhatIsCompleted_Replays()
    {
        using var rig = NewRig(static o => (o.WhenInProgress, o.LocalOutcomes) = (WhenInProgress.Reject, 0));
        await rig.RunAsync(s_list, "1", _ => Task.FromResult<List<int>>([1]));
        var reply = new TaskCompletionSource();
        var fault = rig.Store.Next(StoreStep.Claim, StoreFault.DelayedReply(reply.Task));
        var first = rig.RunAsync(s_list, "1", NeverAsync);
        await fault.Reached.Soon();

        var joiner = rig.RunAsync(s_list, "1", NeverAsync);
        Assert.False(joiner.IsCompleted);
        reply.SetResult();

        Assert.Equal([1], await joiner.Soon());
        Assert.Equal([1], await first.Soon());
    }

    [Fact]
    public async Task Owner_WhenCancelled_DoesNotReturnBeforeItsBody()
    {
        using var rig = NewRig();
        using var cancel = new CancellationTokenSource();
        var (body, begun, end) = Waits.Gate<List<int>>();
        var first = rig.RunAsync(s_list, "1", body, caller: cancel.Token);
        var token = await begun.Soon();

        await cancel.CancelAsync();

        Assert.True(token.IsCancellationRequested);
        Assert.False(first.IsCompleted);
        end.SetResult([7]);
        Assert.Equal([7], await first.Soon());
        Assert.Equal(RecordState.Completed, (await rig.RecordAsync("list", "1"))!.State);
    }

    [Fact]
    public async Task TwoHosts_InOneProcess_ShareNothingButTheirStore()
    {
        using var rig = NewRig();
        var (body, begun, end) = Waits.Gate<List<int>>();
        var first = rig.RunAsync(s_list, "1", body);
        await begun.Soon();
        rig.Calls.Clear();

        var other = rig.RunAsync(s_list, "1", NeverAsync, runtime: rig.NewRuntime());
        Assert.Contains(StoreStep.Claim, rig.Calls.Steps);
        end.SetResult([1]);

        Assert.Equal([1], await other.Soon());
        await first;
    }

    private static Task<List<int>> NeverAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The body ran.");
}

/// <inheritdoc/>
public sealed class JoiningFromTheStoreTests : JoiningTests
{
    protected override bool Remembers => false;
}
