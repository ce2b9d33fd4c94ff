using Idempotent.Keys;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Tests.Running;

/// <summary>Versions with different secrets over one store: one effect per key, whichever version sees it first.</summary>
public sealed partial class PreviousSecretsTests : IDisposable
{
    private static readonly IdempotentOperation<string> s_pay = new("pay") { HasSensitiveParts = true };
    private static readonly IdempotentOperation<string> s_careful = new("pay") { HasSensitiveParts = true, WhenAbandoned = WhenAbandoned.Hold };

    private readonly Rig _rig = new();
    private readonly IdempotencyRuntime _old;
    private readonly IdempotencyRuntime _new;

    public PreviousSecretsTests()
    {
        _old = Version(1);
        _new = Version(2, 1);
    }

    [Fact]
    public async Task NewVersion_ReplaysWhatRanBefore()
    {
        await PayAsync(_old, "receipt");

        Assert.Equal("receipt", await PayAsync(_new));
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => PayAsync(_new, amount: "99"));
    }

    [Fact]
    public async Task OldVersion_ReplaysWhatTheNewOneRan()
    {
        await PayAsync(_new, "receipt");

        Assert.Equal("receipt", await PayAsync(_old));
        Assert.Equal("receipt", await PayAsync(Version(2)));
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => PayAsync(_old, amount: "99"));
    }

    [Fact]
    public async Task Versions_SideBySide_RunOnceAtATime()
    {
        var (body, begun, end) = Waits.Gate<string>();
        var first = RunAsync(_old, body);
        await begun.Soon();
        var second = RunAsync(_new, NeverAsync);

        end.SetResult("receipt");

        Assert.Equal("receipt", await first.Soon());
        await _rig.PassUntilAsync(second);
        Assert.Equal("receipt", await second.Soon());
    }

    [Fact]
    public async Task OldVersion_WhileTheNewOneRuns_Waits()
    {
        var (body, begun, end) = Waits.Gate<string>();
        var first = RunAsync(_new, body);
        await begun.Soon();
        var second = RunAsync(_old, NeverAsync);
        _rig.Pass(Rig.Lease / 2);

        end.SetResult("receipt");

        Assert.Equal("receipt", await first.Soon());
        Assert.Equal("receipt", await second.Soon());
    }

    [Fact]
    public async Task Renewal_KeepsBothRecords()
    {
        var (body, begun, end) = Waits.Gate<string>();
        var call = RunAsync(_new, body);
        await begun.Soon();

        _rig.Pass(Rig.Lease * 3);

        Assert.Equal([RecordState.InProgress, RecordState.InProgress], (await RecordsAsync()).Select(static r => r.State));
        end.SetResult("receipt");
        Assert.Equal("receipt", await call.Soon());
        Assert.Equal([RecordState.Completed, RecordState.Completed], (await RecordsAsync()).Select(static r => r.State));
    }

    [Fact]
    public async Task Failure_ReleasesBothRecords()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(_new, static _ => throw new TimeoutException()));

        Assert.Equal([RecordState.Released, RecordState.Released], (await RecordsAsync()).Select(static r => r.State));
        Assert.Equal("receipt", await PayAsync(_old, "receipt"));
    }

    [Fact]
    public async Task DeadAttemptOfTheOldVersion_IsTakenOverAsItsNext()
    {
        var (former, derived) = (default(IdempotencyContext)!, Guid.Empty);
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(_old, _ =>
        {
            (former, derived) = (IdempotencyContext.Required, IdempotencyContext.Required.DeriveGuid("charge"));
            throw new TimeoutException();
        }));
        _rig.Pass(TimeSpan.FromSeconds(1));

        await RunAsync(_new, _ =>
        {
            var context = IdempotencyContext.Required;
            Assert.Equal((2, derived, former.StartedAt), (context.Attempt, context.DeriveGuid("charge"), context.StartedAt));
            Assert.True(context.FencingToken > former.FencingToken);
            return Task.FromResult("receipt");
        });
    }

    [Fact]
    public async Task FirstAttemptOfTheNewVersion_DerivesFromItsOwnKeyOnEveryAttempt()
    {
        var derived = new List<Guid>();
        foreach (var runtime in new[] { _new, _new, Version(2) })
        {
            _rig.Pass(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(runtime, _ =>
            {
                derived.Add(IdempotencyContext.Required.DeriveGuid("charge"));
                throw new TimeoutException();
            }));
        }

        Assert.Single(derived.Distinct());
    }

    [Fact]
    public async Task Completion_ThatReachesOnlyOneRecord_ReachedTheOldVersions()
    {
        var gate = new TaskCompletionSource();
        _rig.Store.Next(StoreStep.Complete, StoreFault.DelayedRequest(Task.CompletedTask));
        var second = _rig.Store.Next(StoreStep.Complete, StoreFault.DelayedRequest(gate.Task));

        var call = PayAsync(_new, "receipt");
        await second.Reached.Soon();

        Assert.Equal("receipt", await PayAsync(_old));
        Assert.Equal("receipt", await PayAsync(Version(2, 1)));
        gate.SetResult();
        Assert.Equal("receipt", await call.Soon());
    }

    [Fact]
    public async Task Completion_WhileTheStoreIsDown_ReachesBothLater()
    {
        _rig.Store.Always(StoreStep.Complete, StoreFault.Unavailable());
        Assert.Equal("receipt", await PayAsync(_new, "receipt"));

        _rig.Store.Heal();
        await _rig.UntilLoggedAsync(SavedLate);

        Assert.Equal([RecordState.Completed, RecordState.Completed], (await RecordsAsync()).Select(static r => r.State));
    }

    [Fact]
    public async Task TakenOverByTheOldVersion_LosesAndGivesTheOtherHalfBack()
    {
        _rig.Store.Always(StoreStep.Renew, StoreFault.Unavailable());
        var (body, begun, end) = Waits.Gate<string>();
        var call = RunAsync(_new, body);
        await begun.Soon();
        _rig.Pass(Rig.Lease);
        Assert.Equal("by the old one", await PayAsync(_old, "by the old one"));

        end.SetResult("by the new one");

        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => call.Soon());
        Assert.Equal([RecordState.Released, RecordState.Completed], (await RecordsAsync()).Select(static r => r.State).Order().ToArray());
        Assert.Equal("by the old one", await PayAsync(_new));
    }

    [Fact]
    public async Task AbandonedAndHeld_IsHeldForBoth()
    {
        using var cancelled = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(_new, token =>
        {
            cancelled.Cancel();
            token.ThrowIfCancellationRequested();
            return Task.FromResult("");
        }, s_careful, cancelled.Token));

        await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => RunAsync(_old, NeverAsync, s_careful));
        await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => RunAsync(Version(2), NeverAsync, s_careful));
    }

    [Fact]
    public async Task AbandonedUnderTheFormerSecret_IsReconciled()
    {
        _rig.Store.Always(StoreStep.Renew, StoreFault.Unavailable());
        var (body, begun, end) = Waits.Gate<string>();
        var dead = RunAsync(_old, body, s_careful);
        await begun.Soon();
        _rig.Pass(Rig.Lease);

        Assert.Equal("found", await CallAsync(_new, s_careful, "order-1", "10", true, NeverAsync, reconcile: static _ => Task.FromResult(Reconciled<string>.Completed("found"))));

        end.SetResult("late");
        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => dead.Soon());
    }

    [Fact]
    public async Task SensitiveFingerprint_OfEitherSecret_IsTheSame()
    {
        await PayAsync(_old, "receipt", sensitiveKey: false);

        Assert.Equal("receipt", await PayAsync(_new, sensitiveKey: false));
        Assert.Equal("receipt", await PayAsync(Version(3, 2, 1), sensitiveKey: false));
        Assert.Equal("receipt", await PayAsync(Version(1, 2), sensitiveKey: false));
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => PayAsync(_new, amount: "99", sensitiveKey: false));
        Assert.Single(await RecordsAsync());
    }

    [Fact]
    public async Task SensitivePart_OfAnOperationThatDoesNotSaySo_IsRefused() =>
        await Assert.ThrowsAsync<IdempotencyNotConfiguredException>(() => RunAsync(_old, NeverAsync, new("pay")));

    public void Dispose() => _rig.Dispose();

    private const int SavedLate = 11;

    private static IdempotencyOptions Options(byte secret, params byte[] previous)
    {
        var options = new IdempotencyOptions { Lease = Rig.Lease, WaitTimeout = TimeSpan.FromSeconds(20), SensitiveKeySecret = Secret(secret) };
        foreach (var former in previous)
        {
            options.PreviousSecrets.Add(Secret(former));
        }

        return options;
    }

    private static byte[] Secret(byte version) => [.. Enumerable.Repeat(version, 32)];

    private IdempotencyRuntime Version(byte secret, params byte[] previous) => _rig.NewRuntime(options: Options(secret, previous));

    private async Task<IReadOnlyList<IdempotencyRecord>> RecordsAsync() => (await _rig.Memory.ListAsync(RecordFilter.All, null, 10, default)).Records;

    /// <summary>Pays once: the body gives the receipt, and without one must not run.</summary>
    private static Task<string> PayAsync(IdempotencyRuntime runtime, string? receipt = null, string amount = "10", bool sensitiveKey = true) =>
        CallAsync(runtime, s_pay, "order-1", amount, sensitiveKey, receipt is null ? NeverAsync : _ => Task.FromResult(receipt));

    private static Task<string> RunAsync(
        IdempotencyRuntime runtime, Func<CancellationToken, Task<string>> body, IdempotentOperation<string>? operation = null, CancellationToken caller = default) =>
        CallAsync(runtime, operation ?? s_pay, "order-1", "10", true, body, caller: caller);

    private static Task<string> CallAsync(
        IdempotencyRuntime runtime,
        IdempotentOperation<string> operation,
        string order,
        string amount,
        bool sensitiveKey,
        Func<CancellationToken, Task<string>> body,
        Func<CancellationToken, Task<Reconciled<string>>>? reconcile = null,
        CancellationToken caller = default)
    {
        var key = new KeyWriter(stackalloc byte[64]);
        key.BeginParts(1);
        KeyParts.Write(ref key, "order", order, sensitiveKey);
        var print = new KeyWriter(stackalloc byte[64]);
        print.BeginParts(1);
        KeyParts.Write(ref print, "amount", amount, operation.HasSensitiveParts);
        return runtime.ExecuteAsync(
            operation, key, print, (body, reconcile), static (state, token) => state.body(token), caller, reconcile is null ? null : static (state, token) => state.reconcile!(token));
    }

    private static Task<string> NeverAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The body ran.");
}
