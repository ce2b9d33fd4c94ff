using System.Diagnostics;
using Idempotent.Storing;
using Idempotent.Testing;
using Idempotent.Tests.Running;

namespace Idempotent.Tests.Observing;

/// <summary>What metrics and traces tell, each test under an operation name of its own.</summary>
public sealed class ObservingTests
{
    [Theory]
    [InlineData("executed")]
    [InlineData("replayed")]
    [InlineData("joined")]
    [InlineData("reused")]
    [InlineData("in_progress")]
    [InlineData("held")]
    [InlineData("failed")]
    [InlineData("unprotected")]
    public async Task Executions_AreCountedByHowTheyEnded(string outcome)
    {
        using var rig = new Rig(o =>
        {
            o.WaitTimeout = outcome == "in_progress" ? TimeSpan.Zero : o.WaitTimeout;
            o.WhenFailed = outcome == "held" ? WhenFailed.Hold : WhenFailed.Release;
            o.WhenStoreUnavailable = outcome == "unprotected" ? WhenStoreUnavailable.RunUnprotected : WhenStoreUnavailable.Fail;
        });
        var operation = new IdempotentOperation<string>($"counted.{outcome}");
        using var seen = new Measurements(operation.Name);
        await ProvokeAsync(rig, operation, outcome);

        Assert.Contains(("idempotent.executions", outcome), seen.Outcomes);
        Assert.Contains(("idempotent.duration", outcome), seen.Outcomes);
        Assert.Equal(outcome == "joined", seen.Names.Contains("idempotent.wait.duration"));
        Assert.DoesNotContain(seen.TagValues, static v => v.Contains("secret-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LostLease_IsCountedOnce()
    {
        using var rig = new Rig();
        var operation = new IdempotentOperation<string>("counted.lost");
        using var seen = new Measurements(operation.Name);
        var (body, begun, end) = Waits.Gate<string>();
        var call = rig.RunAsync(operation, "1", body);
        await begun.Soon();
        await rig.Memory.DeleteAsync(Rig.KeyOf("counted.lost", "1"), default);
        rig.Pass(Rig.Lease);
        end.SetResult("late");
        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => call.Soon());

        Assert.Single(seen.Names, "idempotent.lease.lost");
    }

    [Fact]
    public async Task RecordThatAClaimTurnsToHeld_IsCountedOnce()
    {
        using var rig = new Rig();
        var operation = new IdempotentOperation<string>("counted.held") { WhenAbandoned = WhenAbandoned.Hold };
        using var seen = new Measurements(operation.Name);
        rig.Store.Always(StoreStep.Renew, StoreFault.Unavailable());
        var (body, begun, end) = Waits.Gate<string>();
        var dead = rig.RunAsync(operation, "1", body);
        await begun.Soon();
        rig.Pass(Rig.Lease);

        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => rig.RunAsync(operation, "1", body, runtime: rig.NewRuntime()).Soon());
        }

        Assert.Single(seen.Names, "idempotent.records.held");
        end.SetResult("late");
        await dead.Soon();
    }

    [Fact]
    public void Purges_AreCountedByStore()
    {
        using var rig = new Rig();
        using var seen = new Measurements("counted", "idempotent.store");

        StoreMetrics.Purged(rig.Memory.Guarantee with { Name = "counted" }, new(3, 2, More: false));
        StoreMetrics.Purged(rig.Memory.Guarantee with { Name = "counted" }, new(1, 0, More: false));

        Assert.Equal(new() { ["idempotent.records.expired"] = 4, ["idempotent.records.purged"] = 4, ["idempotent.records.held"] = 2 }, seen.Counts);
    }

    [Fact]
    public async Task Activity_TellsOperationAndOutcome()
    {
        using var rig = new Rig();
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static s => s.Name == "Idempotent",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a =>
            {
                lock (activities)
                {
                    activities.Add(a);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await rig.RunAsync(new IdempotentOperation<string>("traced"), "secret-key", _ => Task.FromResult("done"));

        var activity = Assert.Single(activities.ToArray(), static a => a.OperationName == "traced");
        Assert.Equal(("traced", "executed"), (activity.GetTagItem("idempotent.operation"), activity.GetTagItem("idempotent.outcome")));
        Assert.DoesNotContain(activity.TagObjects, static t => $"{t.Value}".Contains("secret-key", StringComparison.Ordinal));
    }

    private static async Task ProvokeAsync(Rig rig, IdempotentOperation<string> operation, string outcome)
    {
        Task<string> RunAsync(string? fingerprint = null, IdempotencyRuntime? runtime = null) =>
            rig.RunAsync(operation, "secret-key", _ => Task.FromResult("done"), fingerprint, runtime: runtime);
        Task<string> FailAsync() => rig.RunAsync(operation, "secret-key", static _ => throw new TimeoutException());
        var (body, begun, end) = Waits.Gate<string>();
        switch (outcome)
        {
            case "executed":
                await RunAsync();
                break;
            case "replayed":
                await RunAsync();
                await RunAsync();
                break;
            case "reused":
                await RunAsync();
                await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => RunAsync("other"));
                break;
            case "failed":
                await Assert.ThrowsAsync<TimeoutException>(FailAsync);
                break;
            case "held":
                await Assert.ThrowsAsync<TimeoutException>(FailAsync);
                await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => RunAsync());
                break;
            case "unprotected":
                rig.Store.Always(StoreStep.Claim, StoreFault.Unavailable());
                await RunAsync();
                break;
            default:
                var first = rig.RunAsync(operation, "secret-key", body);
                await begun.Soon();
                var second = RunAsync(runtime: outcome == "joined" ? null : rig.NewRuntime());
                if (outcome == "in_progress")
                {
                    await Assert.ThrowsAsync<IdempotencyInProgressException>(() => second.Soon());
                }

                end.SetResult("done");
                await first.Soon();
                await Task.WhenAny(second).Soon();
                break;
        }
    }
}
