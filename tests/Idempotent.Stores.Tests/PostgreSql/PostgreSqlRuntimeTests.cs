using Idempotent.Keys;
using Idempotent.PostgreSql;
using Idempotent.Servers;
using static Idempotent.Stores.Tests.PostgreSql.PostgreSqlScene;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>The whole way of a call over PostgreSQL, by two hosts: one behind the proxy, one beside it.</summary>
public sealed class PostgreSqlRuntimeTests : IAsyncLifetime
{
    private static readonly IdempotentOperation<string> s_charge = new("payments.charge");

    private PostgreSqlScene _scene = null!;
    private IdempotencyRuntime _behind = null!;
    private IdempotencyRuntime _beside = null!;
    private PostgreSqlIdempotencyStore _store = null!;
    private int _runs;

    public async ValueTask InitializeAsync()
    {
        _scene = await PostgreSqlScene.OpenAsync();
        _store = _scene.Beside();
        _behind = Runtime(await _scene.BehindAsync());
        _beside = Runtime(_scene.Beside());
    }

    public async ValueTask DisposeAsync()
    {
        await _behind.DisposeAsync();
        await _beside.DisposeAsync();
        await _scene.DisposeAsync();
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
    public async Task ServerThatCrashesWhileTheBodyRuns_HasTheOutcomeAfterwards()
    {
        Assert.Equal("receipt 1", await ChargeAsync(_beside, async _ =>
        {
            await _scene.Server.KillAsync();
            await _scene.Server.StartAsync();
        }));

        Assert.Equal("receipt 1", await ChargeAsync(_beside));
    }

    private static IdempotencyRuntime Runtime(PostgreSqlIdempotencyStore store) => IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => store), static o => o.LocalOutcomes = 0);

    private Task<string> ChargeAsync(IdempotencyRuntime runtime, Func<CancellationToken, Task>? then = null) => runtime.ExecuteAsync(
        s_charge,
        KeyWriter.Of("order-42"),
        default,
        then,
        async (then, token) =>
        {
            await (then?.Invoke(token) ?? Task.CompletedTask);
            return $"receipt {Interlocked.Increment(ref _runs)}";
        },
        CancellationToken.None);
}
