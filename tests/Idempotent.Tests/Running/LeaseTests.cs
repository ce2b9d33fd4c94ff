using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Tests.Running;

/// <summary>Renewal, loss and the longest running time.</summary>
public sealed class LeaseTests
{
    private static readonly IdempotentOperation<string> s_pay = new("pay");

    [Fact]
    public async Task Lease_WhileTheBodyRuns_IsRenewed()
    {
        using var rig = new Rig();
        var (body, begun, end) = Waits.Gate<string>();
        var call = rig.RunAsync(s_pay, "1", body);
        var token = await begun.Soon();

        rig.Pass(Rig.Lease * 4);

        Assert.False(token.IsCancellationRequested);
        Assert.Equal(RecordState.InProgress, (await rig.RecordAsync("pay", "1"))!.State);
        Assert.InRange(rig.Calls.Steps.Count(static s => s == StoreStep.Renew), 11, 17);
        end.SetResult("done");
        Assert.Equal("done", await call.Soon());
    }

    [Fact]
    public async Task Leases_OfOneStore_AreRenewedInOneBatch()
    {
        using var rig = new Rig();
        var (body, begun, end) = Waits.Gate<string>();
        var calls = Enumerable.Range(0, 10).Select(i => rig.RunAsync(s_pay, $"{i}", body)).ToList();
        await begun.Soon();

        rig.Pass(Rig.Lease / 3);

        var renewals = rig.Calls.Calls.Where(static c => c.Call.Step == StoreStep.Renew).ToList();
        Assert.Equal(10, renewals.SelectMany(static c => c.Call.Keys).Distinct().Count());
        Assert.InRange(renewals.Count, 1, 2);
        end.SetResult("done");
        await Task.WhenAll(calls).Soon();
    }

    [Fact]
    public async Task Leases_WhenTheFirstOfThemEnds_AreStillRenewed()
    {
        using var rig = new Rig();
        var (first, firstBegun, firstEnd) = Waits.Gate<string>();
        var ended = rig.RunAsync(s_pay, "first", first);
        await firstBegun.Soon();
        var (body, begun, end) = Waits.Gate<string>();
        var calls = Enumerable.Range(0, 3).Select(i => rig.RunAsync(s_pay, $"{i}", body)).ToList();
        await begun.Soon();
        firstEnd.SetResult("done");
        await ended.Soon();

        rig.Pass(Rig.Lease * 3);

        foreach (var i in Enumerable.Range(0, 3))
        {
            Assert.Equal(RecordState.InProgress, (await rig.RecordAsync("pay", $"{i}"))!.State);
        }

        end.SetResult("done");
        await Task.WhenAll(calls).Soon();
    }

    [Fact]
    public async Task Lease_AfterTheBody_IsNotRenewed()
    {
        using var rig = new Rig();
        await rig.RunAsync(s_pay, "1", _ => Task.FromResult("done"));

        rig.Pass(Rig.Lease * 2);

        Assert.DoesNotContain(StoreStep.Renew, rig.Calls.Steps);
    }

    [Fact]
    public async Task Lease_WhenRenewalFailsBeforeItsDeadline_IsNotLost()
    {
        using var rig = new Rig();
        var (body, begun, end) = Waits.Gate<string>();
        var call = rig.RunAsync(s_pay, "1", body);
        var token = await begun.Soon();
        rig.Store.Always(StoreStep.Renew, StoreFault.Unavailable());

        rig.Pass(Rig.Lease - TimeSpan.FromSeconds(2));
        Assert.False(token.IsCancellationRequested);
        rig.Store.Heal();
        rig.Pass(Rig.Lease);

        Assert.False(token.IsCancellationRequested);
        end.SetResult("done");
        Assert.Equal("done", await call.Soon());
    }

    [Fact]
    public async Task Lease_AtItsDeadlineWithoutRenewal_IsLost()
    {
        using var rig = new Rig();
        var (body, begun, end) = Waits.Gate<string>();
        var call = rig.RunAsync(s_pay, "1", body);
        var token = await begun.Soon();
        rig.Store.Always(StoreStep.Renew, StoreFault.Unavailable());

        rig.Pass(Rig.Lease - TimeSpan.FromSeconds(1));
        Assert.False(token.IsCancellationRequested);
        rig.Pass(TimeSpan.FromSeconds(1));
        Assert.True(token.IsCancellationRequested);

        // Nothing took over: the owner may still complete.
        end.SetResult("late");
        Assert.Equal("late", await call.Soon());
    }

    [Fact]
    public async Task Lease_CountsFromBeforeTheClaimWasSent()
    {
        using var rig = new Rig();
        var reply = new TaskCompletionSource();
        var claim = rig.Store.Next(StoreStep.Claim, StoreFault.DelayedReply(reply.Task));
        rig.Store.Always(StoreStep.Renew, StoreFault.Unavailable());
        var (body, begun, end) = Waits.Gate<string>();
        var call = rig.RunAsync(s_pay, "1", body);
        await claim.Reached.Soon();
        rig.Pass(TimeSpan.FromSeconds(10));
        reply.SetResult();
        var token = await begun.Soon();

        rig.Pass(TimeSpan.FromSeconds(19));
        Assert.False(token.IsCancellationRequested);
        rig.Pass(TimeSpan.FromSeconds(1));

        Assert.True(token.IsCancellationRequested);
        end.SetResult("late");
        await call.Soon();
    }

    [Fact]
    public async Task LateOwner_WhenTakenOver_IsTold()
    {
        using var rig = new Rig();
        var (body, begun, end) = Waits.Gate<string>();
        CancellationToken lost = default;
        var call = rig.RunAsync(s_pay, "1", token =>
        {
            lost = IdempotencyContext.Required.LeaseLost;
            return body(token);
        });
        var token = await begun.Soon();
        rig.Store.Always(StoreStep.Renew, StoreFault.Unavailable());
        rig.Pass(Rig.Lease);
        Assert.True(token.IsCancellationRequested);
        Assert.True(lost.IsCancellationRequested);
        Assert.Equal("taken over", await rig.RunAsync(s_pay, "1", _ => Task.FromResult("taken over"), runtime: rig.NewRuntime()));

        end.SetResult("late");

        Assert.Equal(1, (await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => call.Soon())).Attempt);
        Assert.Contains(rig.Logs.GetSnapshot(), static l => l.Message.Contains("attempt 1 of pay", StringComparison.OrdinalIgnoreCase) && l.Message.Contains("(2)", StringComparison.Ordinal));
        Assert.Equal("taken over", await rig.RunAsync(s_pay, "1", _ => throw new InvalidOperationException()));
    }

    [Fact]
    public async Task Lease_WhenTheStoreSaysAnotherOwnsIt_IsLostAtTheNextRenewal()
    {
        using var rig = new Rig();
        var (body, begun, end) = Waits.Gate<string>();
        var call = rig.RunAsync(s_pay, "1", body);
        var token = await begun.Soon();
        await rig.Memory.DeleteAsync(Rig.KeyOf("pay", "1"), default);

        rig.Pass(Rig.Lease / 3);

        Assert.True(token.IsCancellationRequested);
        end.SetResult("late");
        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => call.Soon());
    }

    [Fact]
    public async Task Joiner_WhenTheOwnerLostItsLease_GetsTheNewOwnersOutcome()
    {
        using var rig = new Rig();
        var (body, begun, end) = Waits.Gate<string>();
        var call = rig.RunAsync(s_pay, "1", body);
        await begun.Soon();
        rig.Store.Always(StoreStep.Renew, StoreFault.Unavailable());
        rig.Pass(Rig.Lease);
        await rig.RunAsync(s_pay, "1", _ => Task.FromResult("taken over"), runtime: rig.NewRuntime());
        var joiner = rig.RunAsync(s_pay, "1", _ => throw new InvalidOperationException());

        end.SetResult("late");

        Assert.Equal("taken over", await joiner.Soon());
        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => call.Soon());
    }

    [Fact]
    public async Task Body_AfterMaxRunning_IsCancelledAndNotRenewed()
    {
        using var rig = new Rig(static o => o.MaxRunning = TimeSpan.FromMinutes(2));
        var (body, begun, end) = Waits.Gate<string>();
        CancellationToken lost = default;
        var call = rig.RunAsync(s_pay, "1", token =>
        {
            lost = IdempotencyContext.Required.LeaseLost;
            return body(token);
        });
        var token = await begun.Soon();

        rig.Pass(TimeSpan.FromSeconds(119));
        Assert.False(token.IsCancellationRequested);
        rig.Pass(TimeSpan.FromSeconds(1));
        Assert.True(token.IsCancellationRequested);
        Assert.False(lost.IsCancellationRequested);
        rig.Calls.Clear();
        rig.Pass(Rig.Lease);

        Assert.True(lost.IsCancellationRequested);
        Assert.DoesNotContain(StoreStep.Renew, rig.Calls.Steps);
        Assert.Equal(RecordState.Abandoned, (await rig.RecordAsync("pay", "1"))!.State);
        end.SetResult("late");
        Assert.Equal("late", await call.Soon());
    }

    [Fact]
    public async Task EnsureOwned_WhenTakenOver_Throws()
    {
        using var rig = new Rig();
        var call = rig.RunAsync(s_pay, "1", async _ =>
        {
            await IdempotencyContext.Required.EnsureOwnedAsync();
            await rig.Memory.DeleteAsync(Rig.KeyOf("pay", "1"), default);
            await IdempotencyContext.Required.EnsureOwnedAsync();
            return "effect";
        });

        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => call.Soon());
    }

    [Fact]
    public async Task EnsureOwned_AfterTheBody_Throws()
    {
        using var rig = new Rig();
        var context = await rig.RunAsync(new IdempotentOperation<IdempotencyContext>("pay"), "1", _ => Task.FromResult(IdempotencyContext.Required));

        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => context.EnsureOwnedAsync().AsTask());
    }

    [Fact]
    public async Task EnsureOwned_ExtendsTheLease()
    {
        using var rig = new Rig();
        rig.Store.Next(StoreStep.Renew, StoreFault.Unavailable());
        var (body, begun, end) = Waits.Gate<string>();
        IdempotencyContext? context = null;
        var call = rig.RunAsync(s_pay, "1", token =>
        {
            context = IdempotencyContext.Current;
            return body(token);
        });
        var token = await begun.Soon();
        rig.Time.Advance(TimeSpan.FromSeconds(6));
        rig.Store.Heal();
        await context!.EnsureOwnedAsync();
        rig.Store.Always(StoreStep.Renew, StoreFault.Unavailable());

        rig.Pass(Rig.Lease - TimeSpan.FromSeconds(1));
        Assert.False(token.IsCancellationRequested);
        rig.Pass(TimeSpan.FromSeconds(1));

        Assert.True(token.IsCancellationRequested);
        end.SetResult("late");
        await call.Soon();
    }

    [Fact]
    public void Lease_WhenTheWallClockSaysMore_IsOver()
    {
        // A suspend stops the monotonic clock only.
        using var rig = new Rig();
        var before = Moment.Now(rig.Time);
        var after = before with { Wall = before.Wall + Rig.Lease };

        Assert.Equal(Rig.Lease, after.Since(before, rig.Time));
        Assert.Equal(TimeSpan.Zero, (before with { Wall = before.Wall - Rig.Lease }).Since(before, rig.Time));
    }
}
