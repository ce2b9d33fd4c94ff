using Idempotent.Registering;
using Idempotent.Storing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Idempotent;

/// <summary>
/// Whether every store answers: <c>services.AddHealthChecks().AddCheck&lt;IdempotencyHealthCheck&gt;("idempotency")</c>. Each is asked, at the same time, for a record that nobody has; nothing is
/// written. Thread-safe.
/// </summary>
/// <remarks>
/// The data are <c>NAME.guarantee</c> and <c>NAME.seconds</c> of each store, and <c>NAME.problem</c> of one that does not answer, with <c>(unnamed)</c> for the one without a name. A store whose
/// circuit breaker is open is unhealthy without being asked. The first check makes the runtime, and finds what is wrong with the set-up.
/// </remarks>
public sealed class IdempotencyHealthCheck : IHealthCheck
{
    /// <summary>No record has it: their keys have three colons.</summary>
    private static readonly RecordKey s_nobodys = new("health-check");

    private readonly IdempotencyRuntime _runtime;

    /// <summary>Makes a check of a runtime's stores.</summary>
    /// <param name="runtime">The runtime.</param>
    public IdempotencyHealthCheck(IdempotencyRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        _runtime = runtime;
    }

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var answers = await Task.WhenAll(_runtime.Stores.Select(store => AskAsync(store.Key, store.Value, cancellationToken))).ConfigureAwait(false);
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (name, guarantee, time, problem) in answers)
        {
            var display = name == IdempotencyBuilder.Unnamed ? "(unnamed)" : name;
            data[$"{display}.guarantee"] = $"{guarantee.Name}: durable when {guarantee.DurableWhen}; a failover loses {guarantee.FailoverLoses}";
            data[$"{display}.seconds"] = time.TotalSeconds;
            if (problem is not null)
            {
                data[$"{display}.problem"] = problem;
                problems.Add($"{OpenStores.Display(name)} does not answer: {problem}");
            }
        }

        return problems.Count == 0
            ? HealthCheckResult.Healthy("Every store answers.", data)
            : new(context.Registration.FailureStatus, string.Join(' ', problems), data: data);
    }

    private async Task<(string Name, StoreGuarantee Guarantee, TimeSpan Time, string? Problem)> AskAsync(string name, BoundStore store, CancellationToken cancellationToken)
    {
        var began = _runtime.Time.GetTimestamp();
        string? problem = null;
        try
        {
            await store.Store.GetAsync(s_nobodys, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            problem = e.Message;
        }

        return (name, store.Guarantee, _runtime.Time.GetElapsedTime(began), problem);
    }
}
