using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Tests.Running;

/// <summary>A store that is down under <see cref="WhenStoreUnavailable.RunUnprotected"/>.</summary>
public sealed class UnprotectedTests
{
    private const int RunsUnprotected = 20;

    private static readonly IdempotentOperation<string> s_pay = new("pay");

    [Fact]
    public async Task Call_RunsAndSaysThatNothingProtectsIt()
    {
        using var rig = Down();

        Assert.False(await rig.RunAsync(new IdempotentOperation<bool>("pay"), "1", async _ =>
        {
            await IdempotencyContext.Required.EnsureOwnedAsync();
            return IdempotencyContext.Required.IsProtected;
        }).Soon());
    }

    [Fact]
    public async Task Calls_OfOneKeyAtTheSameTime_RunOnce()
    {
        using var rig = Down();
        var (body, begun, end) = Waits.Gate<string>();
        var call = rig.RunAsync(s_pay, "1", body);
        await begun.Soon();
        var joiner = rig.RunAsync(s_pay, "1", NeverAsync);
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => rig.RunAsync(s_pay, "1", NeverAsync, fingerprint: "other").Soon());

        end.SetResult("done");

        Assert.Equal(("done", "done"), (await call.Soon(), await joiner.Soon()));
    }

    [Fact]
    public async Task DerivedKeys_AreThoseOfAProtectedRun()
    {
        using var rig = Down();
        var unprotected = await rig.RunAsync(s_pay, "1", DerivedAsync).Soon();
        rig.Store.Heal();

        Assert.Equal(unprotected, await rig.RunAsync(s_pay, "1", DerivedAsync).Soon());

        static Task<string> DerivedAsync(CancellationToken token) => Task.FromResult($"{IdempotencyContext.Required.DeriveKey("charge")} {IdempotencyContext.Required.DeriveGuid("charge")}");
    }

    [Fact]
    public async Task Claim_ThatMayHaveBeenApplied_IsReleasedInTheBackground()
    {
        using var rig = Down();
        rig.Store.Next(StoreStep.Claim, StoreFault.ReplyLost());

        Assert.Equal("done", await rig.RunAsync(s_pay, "1", _ => Task.FromResult("done")).Soon());

        await rig.UntilAsync("pay", "1", static r => r is { State: RecordState.Released });
    }

    [Fact]
    public async Task Failure_GoesToTheCaller_AndIsNoOutcome()
    {
        using var rig = Down(static o => o.WhenFailed = WhenFailed.Store);
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(s_pay, "1", _ => throw new TimeoutException()).Soon());
        rig.Store.Heal();

        Assert.Equal("done", await rig.RunAsync(s_pay, "1", _ => Task.FromResult("done")).Soon());
    }

    [Fact]
    public async Task Outage_IsOneWarningAMinute_OfEachOperation()
    {
        using var rig = Down();
        for (var i = 0; i < 3; i++)
        {
            await rig.RunAsync(s_pay, $"{i}", _ => Task.FromResult("done")).Soon();
        }

        await rig.RunAsync(new IdempotentOperation<string>("refund"), "1", _ => Task.FromResult("done")).Soon();
        rig.Time.Advance(TimeSpan.FromSeconds(59));
        await rig.RunAsync(s_pay, "3", _ => Task.FromResult("done")).Soon();
        Assert.Equal(["pay 1", "refund 1"], Warnings(rig));

        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.RunAsync(s_pay, "4", _ => Task.FromResult("done")).Soon();

        Assert.Equal(["pay 1", "refund 1", "pay 4"], Warnings(rig));
        // And nothing else about each call: no error that says that the method did not run.
        Assert.DoesNotContain(rig.Logs.GetSnapshot(), static l => l.Id.Id == 4);
    }

    private static Rig Down(Action<IdempotencyOptions>? configure = null)
    {
        var rig = new Rig(o =>
        {
            o.WhenStoreUnavailable = WhenStoreUnavailable.RunUnprotected;
            configure?.Invoke(o);
        });
        rig.Store.Always(StoreStep.Claim, StoreFault.Unavailable());
        return rig;
    }

    private static IEnumerable<string> Warnings(Rig rig) => rig.Logs.GetSnapshot()
        .Where(static l => l.Id.Id == RunsUnprotected)
        .Select(static l => $"{l.GetStructuredStateValue("Operation")} {l.GetStructuredStateValue("Runs")}");

    private static Task<string> NeverAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The body ran.");
}
