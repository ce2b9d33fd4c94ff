using Idempotent.Keys;
using Idempotent.Redis;
using Idempotent.Servers;
using static Idempotent.Stores.Tests.Redis.RedisScene;

namespace Idempotent.Stores.Tests.Redis;

/// <summary>The whole way of a call over Redis, by two hosts: one behind the proxy, one beside it.</summary>
public sealed class RedisRuntimeTests : IAsyncLifetime
{
    private static readonly IdempotentOperation<string> s_charge = new("payments.charge");

    private RedisScene _scene = null!;
    private IdempotencyRuntime _behind = null!;
    private IdempotencyRuntime _beside = null!;
    private RedisIdempotencyStore _store = null!;
    private int _runs;

    public async ValueTask InitializeAsync()
    {
        _scene = await RedisScene.OpenAsync();
        _store = _scene.Beside();
        _behind = Runtime(await _scene.BehindAsync());
        _beside = Runtime(_scene.Beside(static o => o.WatchInterval = TimeSpan.FromDays(1)));
    }

    public async ValueTask DisposeAsync()
    {
        await _behind.DisposeAsync();
        await _beside.DisposeAsync();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task DuplicateOfAnotherHost_IsWokenByTheCompletion_AndReplays()
    {
        var (inBody, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = ChargeAsync(_behind, async _ =>
        {
            inBody.SetResult();
            await goOn.Task;
        });
        await inBody.Task;
        var duplicate = ChargeAsync(_beside);
        Assert.False(duplicate.IsCompleted);

        goOn.SetResult();

        Assert.Equal(("receipt 1", "receipt 1"), (await first, await duplicate));
    }

    [Fact]
    public async Task ClaimWhoseReplyIsLost_IsSettled_AndTheBodyRunsOnce()
    {
        var fault = _scene.Proxy.DropReplyTo("order-42");

        Assert.Equal("receipt 1", await ChargeAsync(_behind));

        await fault.Happened;
        Assert.Equal("receipt 1", await ChargeAsync(_beside));
        Assert.Equal(1, (await _store.GetAsync(Key(), Cancellation))!.Attempt);
    }

    [Fact]
    public async Task CompletionWhoseReplyIsLost_IsSettled_AndDuplicatesReplay()
    {
        Fault? fault = null;

        Assert.Equal("receipt 1", await ChargeAsync(_behind, _ =>
        {
            fault = _scene.Proxy.DropReplyTo("order-42");
            return Task.CompletedTask;
        }));

        await fault!.Happened;
        Assert.Equal("receipt 1", await ChargeAsync(_beside));
        Assert.Equal("receipt 1", await ChargeAsync(_behind));
    }

    [Fact]
    public async Task CallThatIsCancelledBeforeItsReply_GivesItsClaimBack()
    {
        var fault = _scene.Proxy.HoldReplyTo("order-42");
        using var cancellation = new CancellationTokenSource();
        var call = ChargeAsync(_behind, caller: cancellation.Token);
        await fault.Happened;

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        fault.Release();

        Assert.Equal("receipt 1", await ChargeAsync(_beside));
    }

    [Fact]
    public async Task StoreThatIsDown_FailsTheCall_OrLetsItRunUnprotected()
    {
        await using var unprotected = IdempotencyRuntime.Create(
            b => b.UseStore(IdempotencyBuilder.Unnamed, _ => new RedisIdempotencyStore($"{_scene.Proxy.Address},asyncTimeout=500,connectTimeout=500")),
            static o => o.WhenStoreUnavailable = WhenStoreUnavailable.RunUnprotected);
        _scene.Proxy.Refuse();

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

    private static IdempotencyRuntime Runtime(RedisIdempotencyStore store) => IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => store), static o => o.LocalOutcomes = 0);

    private Task<string> ChargeAsync(IdempotencyRuntime runtime, Func<CancellationToken, Task>? then = null, CancellationToken caller = default) => runtime.ExecuteAsync(
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
}
