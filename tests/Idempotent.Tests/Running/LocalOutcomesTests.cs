using Idempotent.Keys;
using Idempotent.Testing;

namespace Idempotent.Tests.Running;

/// <summary>Outcomes that a process remembers: hot replays cost no trip to the store, and nobody gets what is not his.</summary>
public sealed class LocalOutcomesTests : IDisposable
{
    private static readonly IdempotentOperation<string> s_pay = new("pay") { ResultIsImmutable = true };
    private static readonly IdempotentOperation<List<int>> s_list = new("list");

    private readonly Rig _rig = new();
    private int _runs;

    [Fact]
    public async Task Replay_OfWhatWasReplayedBefore_AsksNoStore()
    {
        await PayAsync();
        await PayAsync();
        _rig.Store.Always(StoreStep.Claim, StoreFault.Unavailable());

        Assert.Equal("run 1", await PayAsync());
    }

    [Fact]
    public async Task Replay_OfWhatAnotherProcessRan_AsksTheStoreOnce()
    {
        await PayAsync(runtime: _rig.NewRuntime());
        await PayAsync();
        _rig.Store.Always(StoreStep.Claim, StoreFault.Unavailable());

        Assert.Equal("run 1", await PayAsync());
    }

    [Fact]
    public async Task Replay_OfACommittedTransaction_AsksNoStore()
    {
        using var rig = new Rig(wrap: static memory => new MemoryTransactions(memory));
        var operation = new IdempotentOperation<string>("transact") { Transactional = true };
        await rig.RunAsync(operation, "1", static _ => Task.FromResult("done"));
        await rig.RunAsync(operation, "1", NeverAsync);
        var steps = rig.Calls.Calls.Count;

        Assert.Equal("done", await rig.RunAsync(operation, "1", NeverAsync));
        Assert.Equal(steps, rig.Calls.Calls.Count);
    }

    [Theory]
    [InlineData(9_999, true)]
    [InlineData(10_000, false)]
    public async Task Outcome_IsRememberedForItsAge(int milliseconds, bool isRemembered)
    {
        await RememberAsync();
        _rig.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        var claims = Claims;

        Assert.Equal("run 1", await PayAsync());
        Assert.Equal(isRemembered ? claims : claims + 1, Claims);
    }

    [Fact]
    public async Task Outcome_IsNotRememberedBeyondItsRetention()
    {
        var brief = new IdempotentOperation<string>("pay") { ExpiresAfter = TimeSpan.FromSeconds(3) };
        await RememberAsync(brief);
        _rig.Time.Advance(TimeSpan.FromMilliseconds(2_999));
        Assert.Equal("run 1", await PayAsync(brief));
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("run 2", await PayAsync(brief));
    }

    [Fact]
    public async Task ReplayedOutcome_IsNotRememberedBeyondWhatIsLeftOfItsRetention()
    {
        var brief = new IdempotentOperation<string>("pay") { ExpiresAfter = TimeSpan.FromSeconds(3) };
        await PayAsync(brief, runtime: _rig.NewRuntime());
        _rig.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("run 1", await PayAsync(brief));
        _rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("run 2", await PayAsync(brief));
    }

    [Theory]
    [InlineData(WhenAbandoned.Hold, WhenFailed.Default)]
    [InlineData(WhenAbandoned.Default, WhenFailed.Hold)]
    public async Task Outcome_OfAnOperationThatHolds_IsRememberedForASecond(WhenAbandoned whenAbandoned, WhenFailed whenFailed)
    {
        var careful = new IdempotentOperation<string>("pay") { WhenAbandoned = whenAbandoned, WhenFailed = whenFailed };
        await RememberAsync(careful);
        _rig.Time.Advance(TimeSpan.FromMilliseconds(999));
        var claims = Claims;
        await PayAsync(careful);
        Assert.Equal(claims, Claims);
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        await PayAsync(careful);

        Assert.Equal(claims + 1, Claims);
    }

    [Fact]
    public async Task OtherFingerprint_IsToldThatTheKeyIsReused()
    {
        await RememberAsync(fingerprint: "10");

        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => PayAsync(fingerprint: "99"));
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => PayAsync());
    }

    [Fact]
    public async Task OtherScopesAndOperations_RunThemselves()
    {
        await RememberAsync();
        using (IdempotencyScope.Use("tenant"))
        {
            Assert.Equal("run 2", await PayAsync());
        }

        Assert.Equal("run 3", await PayAsync(new("refund")));
        Assert.Equal("run 1", await PayAsync());
    }

    [Fact]
    public async Task OtherHost_RemembersNothingOfThisOne()
    {
        await RememberAsync();
        var claims = Claims;

        await PayAsync(runtime: _rig.NewRuntime());

        Assert.Equal(claims + 1, Claims);
    }

    [Fact]
    public async Task Result_ThatCanChange_IsEachCallersOwn()
    {
        var ran = await _rig.RunAsync(s_list, "1", static _ => Task.FromResult(new List<int> { 1 }));
        ran.Add(2);
        (await _rig.RunAsync(s_list, "1", static _ => throw new InvalidOperationException("The body ran."))).Add(4);
        var replayed = await _rig.RunAsync(s_list, "1", static _ => throw new InvalidOperationException("The body ran."));
        replayed.Add(3);

        Assert.Equal([1], await _rig.RunAsync(s_list, "1", static _ => throw new InvalidOperationException("The body ran.")));
    }

    [Fact]
    public async Task Failure_IsLeftToTheStore()
    {
        var operation = new IdempotentOperation<string>("pay") { WhenFailed = WhenFailed.Store };
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => _rig.RunAsync(operation, "1", static _ => throw new InvalidOperationException("declined")));
        }

        Assert.Equal(3, Claims);
    }

    [Fact]
    public async Task LargeOutcome_IsLeftToTheStore()
    {
        var operation = new IdempotentOperation<string>("pay");
        await _rig.RunAsync(operation, "1", static _ => Task.FromResult(new string('x', 9_000)));
        await _rig.RunAsync(operation, "1", NeverAsync);
        await _rig.RunAsync(operation, "1", NeverAsync);

        Assert.Equal(3, Claims);
    }

    [Fact]
    public async Task FirstExecution_TakesNoPlaceFromWhatIsReplayed()
    {
        await PayAsync();
        var claims = Claims;
        await PayAsync();

        Assert.Equal(claims + 1, Claims);
    }

    [Fact]
    public async Task Sensitive_IsRememberedByItsHash()
    {
        using var rig = new Rig(static o => o.SensitiveKeySecret = new byte[32]);
        var operation = new IdempotentOperation<string>("pay") { HasSensitiveParts = true };
        Assert.Equal("a", await RunAsync("card 1", "a"));
        Assert.Equal("b", await RunAsync("card 2", "b"));
        Assert.Equal("a", await RunAsync("card 1", "c"));
        var claims = rig.Calls.Steps.Count(static s => s == StoreStep.Claim);

        Assert.Equal("a", await RunAsync("card 1", "c"));
        Assert.Equal(claims, rig.Calls.Steps.Count(static s => s == StoreStep.Claim));

        Task<string> RunAsync(string card, string result)
        {
            var key = default(KeyWriter);
            key.BeginParts(1);
            key.Name("card");
            var start = key.BeginSensitive();
            key.Write(card);
            key.EndSensitive(start);
            return rig.Runtime.ExecuteAsync(operation, key, default, result, static (result, _) => Task.FromResult(result));
        }
    }

    [Fact]
    public async Task CancelledCaller_IsToldSo()
    {
        await RememberAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PayAsync(caller: new(canceled: true)));
    }

    [Fact]
    public async Task DisposedRuntime_RemembersNothing()
    {
        var runtime = _rig.NewRuntime();
        await RememberAsync(runtime: runtime);
        await runtime.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => PayAsync(runtime: runtime));
    }

    [Fact]
    public async Task Forgotten_AsksTheStoreAgain()
    {
        await RememberAsync();
        await RememberAsync(key: "2");
        await _rig.Memory.DeleteAsync(Rig.KeyOf("pay", "1"), default);
        _rig.Runtime.Local.Forget(Rig.KeyOf("pay", "1"));

        Assert.Equal("run 3", await PayAsync());
        Assert.Equal("run 2", await PayAsync(key: "2"));
    }

    [Fact]
    public async Task ForgottenWhileTheStoreAnswers_IsNotRemembered()
    {
        await PayAsync(runtime: _rig.NewRuntime());
        var reply = new TaskCompletionSource();
        var fault = _rig.Store.Next(StoreStep.Claim, StoreFault.DelayedReply(reply.Task));
        var replay = PayAsync();
        await fault.Reached.Soon();
        await _rig.Memory.DeleteAsync(Rig.KeyOf("pay", "1"), default);
        _rig.Runtime.Local.Forget(Rig.KeyOf("pay", "1"));
        reply.SetResult();
        Assert.Equal("run 1", await replay.Soon());

        Assert.Equal("run 2", await PayAsync());
    }

    [Fact]
    public async Task ManyOutcomes_AreRememberedInABoundedPlace()
    {
        using var rig = new Rig(static o => o.LocalOutcomes = 64);
        for (var i = 0; i < 1_000; i++)
        {
            await rig.RunAsync(s_pay, $"{i}", static _ => Task.FromResult("done"));
            await rig.RunAsync(s_pay, $"{i}", NeverAsync);
        }

        var claims = rig.Calls.Steps.Count(static s => s == StoreStep.Claim);
        for (var i = 999; i >= 0; i--)
        {
            await rig.RunAsync(s_pay, $"{i}", NeverAsync);
        }

        Assert.InRange(claims + 1_000 - rig.Calls.Steps.Count(static s => s == StoreStep.Claim), 1, 64);
    }

    [Fact]
    public async Task Replay_OfAnImmutableResult_AllocatesNothing()
    {
        await RememberAsync();
        Replay();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Replay();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Replay()
        {
            KeyWriter key = new(stackalloc byte[64]);
            key.BeginParts(1);
            key.Name("key");
            key.Write("1");
            _ = _rig.Runtime.ExecuteAsync(s_pay, key, default, 0, static (_, token) => NeverAsync(token));
        }
    }

    public void Dispose() => _rig.Dispose();

    private int Claims => _rig.Calls.Steps.Count(static s => s == StoreStep.Claim);

    private Task<string> PayAsync(
        IdempotentOperation<string>? operation = null, string key = "1", string? fingerprint = null, IdempotencyRuntime? runtime = null, CancellationToken caller = default) =>
        _rig.RunAsync(operation ?? s_pay, key, _ => Task.FromResult($"run {++_runs}"), fingerprint, runtime: runtime, caller: caller);

    /// <summary>Runs and replays.</summary>
    private async Task RememberAsync(IdempotentOperation<string>? operation = null, string key = "1", string? fingerprint = null, IdempotencyRuntime? runtime = null)
    {
        await PayAsync(operation, key, fingerprint, runtime);
        await PayAsync(operation, key, fingerprint, runtime);
    }

    private static Task<string> NeverAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The body ran.");
}
