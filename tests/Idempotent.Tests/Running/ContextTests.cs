namespace Idempotent.Tests.Running;

/// <summary>What a body can know of its run.</summary>
public sealed class ContextTests
{
    private static readonly IdempotentOperation<string> s_pay = new("pay");

    [Fact]
    public async Task Current_IsThereInsideOnly()
    {
        using var rig = new Rig();
        Assert.Null(IdempotencyContext.Current);
        Assert.Throws<IdempotencyNotConfiguredException>(() => IdempotencyContext.Required);

        await rig.RunAsync(s_pay, "1", async _ =>
        {
            await Task.Yield();
            Assert.Equal(("pay", "idempotency::pay:1", 1, true), (IdempotencyContext.Required.Operation, IdempotencyContext.Required.Key, IdempotencyContext.Required.Attempt, IdempotencyContext.Required.IsProtected));
            Assert.Equal(rig.Time.GetUtcNow(), IdempotencyContext.Required.StartedAt);
            Assert.Null(IdempotencyContext.Required.Connection);
            return "done";
        });

        Assert.Null(IdempotencyContext.Current);
    }

    [Fact]
    public async Task Derived_AreTheSameOnEveryAttemptAndOtherForEveryKeyAndName()
    {
        using var rig = new Rig();
        var derived = new List<(Guid, string, long, DateTimeOffset)>();
        Task<string> FailAsync(CancellationToken _)
        {
            var context = IdempotencyContext.Required;
            derived.Add((context.DeriveGuid("refund"), context.DeriveKey("refund"), context.FencingToken, context.StartedAt));
            throw new TimeoutException();
        }

        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(s_pay, "1", FailAsync));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(s_pay, "1", FailAsync));
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(s_pay, "2", FailAsync));

        Assert.Equal(derived[0].Item1, derived[1].Item1);
        Assert.Equal(derived[0].Item2, derived[1].Item2);
        Assert.Equal(derived[0].Item4, derived[1].Item4);
        Assert.True(derived[1].Item3 > derived[0].Item3);
        Assert.NotEqual(derived[0].Item1, derived[2].Item1);
        Assert.NotEqual(derived[0].Item2, derived[2].Item2);
        Assert.Equal((8, 64), (derived[0].Item1.Version, derived[0].Item2.Length));
    }

    [Fact]
    public async Task Derived_ArePinned()
    {
        // Sent to systems further down: a release that changes them repeats their effects.
        using var rig = new Rig();

        Assert.Equal(
            "4f758164-2fcb-8245-8136-5c71fe7806a9 4f7581642fcb724581365c71fe7806a90d956e6c0be9062ec0c931ace9bbb5e0 416f530b-fd7f-8cce-a442-0ffd38d43c9c",
            await rig.RunAsync(s_pay, "1", _ => Task.FromResult(
            $"{IdempotencyContext.Required.DeriveGuid("refund")} {IdempotencyContext.Required.DeriveKey("refund")} {IdempotencyContext.Required.DeriveGuid("other")}")));
    }

    [Fact]
    public async Task Body_ThatCallsItselfWithItsKey_IsToldAtOnce()
    {
        using var rig = new Rig();
        Task<string> SelfAsync(CancellationToken _) => rig.RunAsync(s_pay, "1", SelfAsync, caller: default);

        await Assert.ThrowsAsync<IdempotencyReentrancyException>(() => rig.RunAsync(s_pay, "1", SelfAsync).Soon());
    }

    [Fact]
    public async Task Body_ThatCallsItselfDownTheChain_IsToldAtOnce()
    {
        using var rig = new Rig();
        var other = new IdempotentOperation<string>("other");

        await Assert.ThrowsAsync<IdempotencyReentrancyException>(() => rig.RunAsync(
            s_pay, "1", t1 => rig.RunAsync(other, "1", t2 => rig.RunAsync(s_pay, "1", _ => Task.FromResult("inner"), caller: t2), caller: t1)).Soon());
    }

    [Fact]
    public async Task Body_ThatCallsItselfWithAnotherKey_Runs()
    {
        using var rig = new Rig();

        Assert.Equal("inner", await rig.RunAsync(s_pay, "1", token => rig.RunAsync(s_pay, "2", _ => Task.FromResult("inner"), caller: token)));
    }

    [Fact]
    public async Task WhatTheBodyLeftRunning_IsNotInsideItAnyMore()
    {
        using var rig = new Rig();
        var later = new TaskCompletionSource();
        Task<string>? left = null;
        async Task<string> LaterAsync()
        {
            await later.Task;
            return await rig.RunAsync(s_pay, "1", _ => Task.FromResult("again"));
        }

        await rig.RunAsync(s_pay, "1", _ =>
        {
            left = LaterAsync();
            return Task.FromResult("first");
        });
        later.SetResult();

        Assert.Equal("first", await left!.Soon());
    }
}
