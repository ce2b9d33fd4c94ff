using Idempotent.Keys;
using Idempotent.Servers;
using Idempotent.Storing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.Remote;

/// <summary>The whole way of a call over a remote store, by two hosts, one behind the proxy, one beside it: one class a store derives from it.</summary>
public abstract class RemoteRuntimeTests : IAsyncLifetime
{
    private static readonly IdempotentOperation<string> s_charge = new("payments.charge");

    private IdempotencyRuntime _behind = null!;
    private IIdempotencyStore _store = null!;
    private int _runs;

    private protected IdempotencyRuntime BesideRuntime { get; private set; } = null!;

    private protected RemoteScene Scene { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Scene = await OpenAsync();
        _store = Scene.Beside();
        _behind = Runtime(await Scene.BehindAsync());
        BesideRuntime = Runtime(Scene.Beside());
    }

    public async ValueTask DisposeAsync()
    {
        await _behind.DisposeAsync();
        await BesideRuntime.DisposeAsync();
        await Scene.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task DuplicateOfAnotherHost_WaitsForTheCompletion_AndReplays()
    {
        var (inBody, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = ChargeAsync(_behind, async _ =>
        {
            inBody.SetResult();
            await goOn.Task;
        });
        await inBody.Task;
        var duplicate = ChargeAsync(BesideRuntime);
        Assert.False(duplicate.IsCompleted);

        goOn.SetResult();

        Assert.Equal(("receipt 1", "receipt 1"), (await first, await duplicate));
    }

    [Fact]
    public async Task ClaimWhoseReplyIsLost_IsSettled_AndTheBodyRunsOnce()
    {
        var fault = Scene.Proxy.DropReplyTo("order-42");

        Assert.Equal("receipt 1", await ChargeAsync(_behind));

        await fault.Happened;
        Assert.Equal("receipt 1", await ChargeAsync(BesideRuntime));
        Assert.Equal(1, (await _store.GetAsync(Key(), Cancellation))!.Attempt);
    }

    [Fact]
    public async Task CompletionWhoseReplyIsLost_IsSettled_AndDuplicatesReplay()
    {
        Fault? fault = null;

        Assert.Equal("receipt 1", await ChargeAsync(_behind, _ =>
        {
            fault = Scene.Proxy.DropReplyTo("order-42");
            return Task.CompletedTask;
        }));

        await fault!.Happened;
        Assert.Equal("receipt 1", await ChargeAsync(BesideRuntime));
        Assert.Equal("receipt 1", await ChargeAsync(_behind));
    }

    [Fact]
    public async Task CallThatIsCancelledBeforeItsReply_GivesItsClaimBack()
    {
        var fault = Scene.Proxy.HoldReplyTo("order-42");
        using var cancellation = new CancellationTokenSource();
        var call = ChargeAsync(_behind, caller: cancellation.Token);
        await fault.Happened;

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        fault.Release();

        Assert.Equal("receipt 1", await ChargeAsync(BesideRuntime));
    }

    [Fact]
    public async Task StoreThatIsDown_FailsTheCall_OrLetsItRunUnprotected()
    {
        await using var unprotected = Runtime(Scene.Behind(), static o => o.WhenStoreUnavailable = WhenStoreUnavailable.RunUnprotected);
        Scene.Proxy.Refuse();

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => ChargeAsync(_behind));
        Assert.Equal(0, _runs);

        var isProtected = true;
        Assert.Equal("receipt 1", await ChargeAsync(unprotected, _ =>
        {
            isProtected = IdempotencyContext.Required.IsProtected;
            return Task.CompletedTask;
        }));
        Assert.False(isProtected);
    }

    protected abstract Task<RemoteScene> OpenAsync();

    private protected Task<string> ChargeAsync(IdempotencyRuntime runtime, Func<CancellationToken, Task>? then = null, CancellationToken caller = default) => runtime.ExecuteAsync(
        s_charge,
        KeyWriter.Of("order-42"),
        default,
        then,
        async (then, token) =>
        {
            await (then?.Invoke(token) ?? Task.CompletedTask);
            return $"receipt {Interlocked.Increment(ref _runs)}";
        },
        caller);

    private static IdempotencyRuntime Runtime(IIdempotencyStore store, Action<IdempotencyOptions>? configure = null) => IdempotencyRuntime.Create(
        b => b.UseStore(IdempotencyBuilder.Unnamed, _ => store),
        o =>
        {
            o.LocalOutcomes = 0;
            configure?.Invoke(o);
        });
}
