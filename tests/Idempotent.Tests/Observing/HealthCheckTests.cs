using Idempotent.Storing;
using Idempotent.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Tests.Observing;

/// <summary>The check as an application adds it; those of the remote stores have one that is killed.</summary>
public sealed class HealthCheckTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FaultingStore _audit = new(new InMemoryIdempotencyStore(TimeProvider.System));

    [Fact]
    public async Task StoresThatAnswer_AreHealthy_WithNameGuaranteeAndTime()
    {
        var entry = await CheckAsync();

        Assert.Equal((HealthStatus.Healthy, "Every store answers."), (entry.Status, entry.Description));
        Assert.Equal(["(unnamed).guarantee", "(unnamed).seconds", "audit.guarantee", "audit.seconds"], entry.Data.Keys.Order(StringComparer.Ordinal));
        Assert.StartsWith($"{_audit.Guarantee.Name}: durable when ", (string)entry.Data["audit.guarantee"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreThatIsDown_IsUnhealthy_WithTheReason()
    {
        _audit.Always(StoreStep.Manage, StoreFault.Unavailable());

        var entry = await CheckAsync();

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.StartsWith("The store 'audit' does not answer: The store is down", entry.Description, StringComparison.Ordinal);
        Assert.StartsWith("The store is down", (string)entry.Data["audit.problem"], StringComparison.Ordinal);
        Assert.DoesNotContain("(unnamed).problem", entry.Data.Keys);
    }

    [Fact]
    public async Task StoreThatIsDown_HasTheStatusThatWasAskedFor()
    {
        _audit.Always(StoreStep.Manage, StoreFault.Unavailable());

        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(HealthStatus.Degraded)).Status);
    }

    [Fact]
    public async Task Time_IsTheStoresOwn()
    {
        var reply = new TaskCompletionSource();
        var asked = _audit.Next(StoreStep.Manage, StoreFault.DelayedReply(reply.Task));
        var check = CheckAsync();
        await asked.Reached;
        _time.Advance(TimeSpan.FromSeconds(2));
        reply.SetResult();

        Assert.Equal(2.0, (await check).Data["audit.seconds"]);
        Assert.Equal(0.0, (await check).Data["(unnamed).seconds"]);
    }

    [Fact]
    public async Task Cancellation_IsTheCallers()
    {
        using var cancellation = new CancellationTokenSource();
        var asked = _audit.Next(StoreStep.Manage, StoreFault.DelayedRequest(Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellation.Token)));
        var check = CheckAsync(cancellationToken: cancellation.Token);
        await asked.Reached;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
    }

    private async Task<HealthReportEntry> CheckAsync(HealthStatus? failureStatus = null, CancellationToken cancellationToken = default)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time);
        services.AddIdempotency().UseInMemory().UseStore("audit", _ => _audit);
        services.AddHealthChecks().AddCheck<IdempotencyHealthCheck>("idempotency", failureStatus);
        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(cancellationToken);
        return report.Entries["idempotency"];
    }
}
