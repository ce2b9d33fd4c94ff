using Idempotent.Storing;

namespace Idempotent.Tests.Running;

/// <summary>A taker that can find out what a dead attempt did.</summary>
public sealed class ReconcilingTests
{
    private static readonly IdempotentOperation<string> s_pay = new("pay") { WhenAbandoned = WhenAbandoned.Hold };

    [Fact]
    public async Task Taker_WhenReconciledAsCompleted_CompletesWithoutTheBody()
    {
        using var rig = await AbandonedAsync();
        var attempt = 0;

        var answer = await rig.RunAsync(s_pay, "1", NeverAsync, reconcile: _ =>
        {
            attempt = IdempotencyContext.Required.Attempt;
            return Task.FromResult(Reconciled<string>.Completed("found"));
        });

        Assert.Equal(("found", 2), (answer, attempt));
        Assert.Equal("found", await rig.RunAsync(s_pay, "1", NeverAsync));
    }

    [Fact]
    public async Task Taker_WhenReconciledAsNotExecuted_RunsTheBodyUnderTheSameClaim()
    {
        using var rig = await AbandonedAsync();

        var answer = await rig.RunAsync(
            s_pay, "1", _ => Task.FromResult($"attempt {IdempotencyContext.Required.Attempt}"), reconcile: _ => Task.FromResult(Reconciled<string>.NotExecuted));

        Assert.Equal("attempt 2", answer);
    }

    [Fact]
    public async Task Taker_WhenReconciledAsUnknown_Holds()
    {
        using var rig = await AbandonedAsync();

        var held = await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(
            () => rig.RunAsync(s_pay, "1", NeverAsync, reconcile: _ => Task.FromResult(Reconciled<string>.Unknown)));

        Assert.Equal((2, HoldReason.NotReconciled), (held.Attempt, held.Reason));
        var again = await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(
            () => rig.RunAsync(s_pay, "1", NeverAsync, reconcile: _ => throw new InvalidOperationException("asked again")));
        Assert.Equal(HoldReason.NotReconciled, again.Reason);
    }

    [Fact]
    public async Task Taker_WhenReconcilingFails_HoldsUntilADuplicateAsksAgain()
    {
        using var rig = await AbandonedAsync();

        var held = await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(
            () => rig.RunAsync(s_pay, "1", NeverAsync, reconcile: _ => throw new TimeoutException()));

        Assert.IsType<TimeoutException>(held.InnerException);
        Assert.Equal(RecordState.Held, (await rig.RecordAsync("pay", "1"))!.State);
        Assert.Equal("found", await rig.RunAsync(s_pay, "1", NeverAsync, reconcile: _ => Task.FromResult(Reconciled<string>.Completed("found"))));
    }

    [Fact]
    public async Task Taker_WhileItReconciles_KeepsItsLease()
    {
        using var rig = await AbandonedAsync();
        var (find, begun, end) = Waits.Gate<Reconciled<string>>();
        var call = rig.RunAsync(s_pay, "1", NeverAsync, reconcile: find);
        await begun.Soon();

        rig.Pass(Rig.Lease * 2);

        Assert.Equal(RecordState.InProgress, (await rig.RecordAsync("pay", "1"))!.State);
        end.SetResult(Reconciled<string>.Completed("found"));
        Assert.Equal("found", await call.Soon());
    }

    [Fact]
    public async Task Taker_WhenTakenOverWhileItReconciles_IsTold()
    {
        using var rig = await AbandonedAsync();

        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => rig.RunAsync(s_pay, "1", NeverAsync, reconcile: async _ =>
        {
            await rig.Memory.DeleteAsync(Rig.KeyOf("pay", "1"), default);
            return Reconciled<string>.Completed("found");
        }));
    }

    private static async Task<Rig> AbandonedAsync()
    {
        var rig = new Rig();
        await rig.Memory.ClaimAsync(
            new(Rig.KeyOf("pay", "1"), OwnerToken.Create(), Fingerprint.Empty, new() { Operation = "pay", Lease = Rig.Lease, Retention = TimeSpan.FromHours(24), HoldWhenAbandoned = true }), default);
        rig.Time.Advance(Rig.Lease);
        return rig;
    }

    private static Task<string> NeverAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The body ran.");
}
