using Idempotent.Keys;
using Idempotent.Testing;

namespace Idempotent.Tests.Running;

/// <summary>The six return shapes, each run once and replayed.</summary>
public class ShapesTests : RigTests
{
    private static readonly IdempotentOperation<int> s_count = new("count");
    private static readonly IdempotentOperation<NoResult> s_act = new("act");

    [Fact]
    public async Task Task_WithResult_RunsOnce()
    {
        using var rig = NewRig();
        var runs = new Counter();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(1, await rig.Runtime.ExecuteAsync(s_count, KeyWriter.Of("1"), default, runs, static (c, _) => Task.FromResult(++c.Value)));
        }
    }

    [Fact]
    public async Task Task_RunsOnce()
    {
        using var rig = NewRig();
        var runs = new Counter();
        for (var i = 0; i < 2; i++)
        {
            await rig.Runtime.ExecuteAsync(s_act, KeyWriter.Of("1"), default, runs, static async (c, _) =>
            {
                await Task.Yield();
                c.Value++;
            });
        }

        Assert.Equal(1, runs.Value);
    }

    [Fact]
    public async Task ValueTask_WithResult_RunsOnce()
    {
        using var rig = NewRig();
        var runs = new Counter();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(1, await rig.Runtime.ExecuteValueAsync(s_count, KeyWriter.Of("1"), default, runs, static (c, _) => ValueTask.FromResult(++c.Value)));
        }
    }

    [Fact]
    public async Task ValueTask_RunsOnce()
    {
        using var rig = NewRig();
        var runs = new Counter();
        for (var i = 0; i < 2; i++)
        {
            await rig.Runtime.ExecuteValueAsync(s_act, KeyWriter.Of("1"), default, runs, static async (c, _) =>
            {
                await Task.Yield();
                c.Value++;
            });
        }

        Assert.Equal(1, runs.Value);
    }

    [Fact]
    public void Result_RunsOnce()
    {
        using var rig = NewRig();
        var runs = new Counter();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(1, rig.Runtime.Execute(s_count, KeyWriter.Of("1"), default, runs, static (c, _) => ++c.Value));
        }
    }

    [Fact]
    public void Void_RunsOnce()
    {
        using var rig = NewRig();
        var runs = new Counter();
        for (var i = 0; i < 2; i++)
        {
            rig.Runtime.Execute(s_act, KeyWriter.Of("1"), default, runs, static (c, _) => c.Value++);
        }

        Assert.Equal(1, runs.Value);
    }

    [Fact]
    public void Void_ThatFails_ThrowsItsOwnException()
    {
        using var rig = NewRig();

        Assert.Throws<TimeoutException>(() => rig.Runtime.Execute(s_act, KeyWriter.Of("1"), default, 0, static (_, _) => throw new TimeoutException()));
    }

    [Fact]
    public async Task BlockingCall_OverAnAsynchronousStore_RunsTheBodyOnTheCallersThread()
    {
        using var rig = NewRig();
        var reply = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var claim = rig.Store.Next(StoreStep.Claim, StoreFault.DelayedReply(reply.Task));
        var call = Task.Factory.StartNew(
            () => (Environment.CurrentManagedThreadId, rig.Runtime.Execute(s_count, KeyWriter.Of("1"), default, 0, static (_, _) => Environment.CurrentManagedThreadId)),
            default,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await claim.Reached.Soon();
        reply.SetResult();

        var (caller, body) = await call.Soon();

        Assert.Equal(caller, body);
    }

    private sealed class Counter
    {
        public int Value { get; set; }
    }
}

/// <inheritdoc/>
public sealed class ShapesFromTheStoreTests : ShapesTests
{
    protected override bool Remembers => false;
}
