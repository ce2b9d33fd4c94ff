using System.Diagnostics;
using System.Diagnostics.Metrics;
using Idempotent.Storing;

namespace Idempotent;

/// <summary>The meter and the activity source, both named <c>Idempotent</c>. Never a key or a scope as a tag.</summary>
internal static class Instruments
{
    public const string Name = "Idempotent";

    public const string OperationTag = "idempotent.operation";

    public const string OutcomeTag = "idempotent.outcome";

    private const string StoreTag = "idempotent.store";

    private const string StepTag = "idempotent.step";

    private static readonly Meter s_meter = new(Name);

    private static readonly Counter<long> s_executions =
        s_meter.CreateCounter<long>("idempotent.executions", "{call}", "Calls of idempotent methods, by how they ended.");

    private static readonly Histogram<double> s_duration =
        s_meter.CreateHistogram<double>("idempotent.duration", "s", "How long calls took, waiting included.");

    private static readonly Histogram<double> s_waitDuration =
        s_meter.CreateHistogram<double>("idempotent.wait.duration", "s", "How long duplicates joined or waited for a run in progress.");

    private static readonly Counter<long> s_leaseLost =
        s_meter.CreateCounter<long>("idempotent.lease.lost", "{lease}", "Leases lost while their method ran.");

    private static readonly Histogram<double> s_storeDuration =
        s_meter.CreateHistogram<double>("idempotent.store.duration", "s", "How long steps of the store took.");

    private static readonly Counter<long> s_storeErrors =
        s_meter.CreateCounter<long>("idempotent.store.errors", "{error}", "Steps of the store that failed.");

    private static readonly Counter<long> s_expired =
        s_meter.CreateCounter<long>("idempotent.records.expired", "{record}", "Records whose retention was found to be over.");

    private static readonly Counter<long> s_purged =
        s_meter.CreateCounter<long>("idempotent.records.purged", "{record}", "Expired records removed.");

    private static readonly Counter<long> s_held =
        s_meter.CreateCounter<long>("idempotent.records.held", "{record}", "Records that were turned to held: each needs a decision.");

    public static ActivitySource Activities { get; } = new(Name);

    public static bool CallsAreMeasured => Activities.HasListeners() || s_executions.Enabled || s_duration.Enabled;

    public static bool StoreIsMeasured => s_storeDuration.Enabled;

    public static void Executed(string operation, Ending ending, TimeSpan duration)
    {
        var tags = new TagList { { OperationTag, operation }, { OutcomeTag, ending.Tag() } };
        s_executions.Add(1, tags);
        s_duration.Record(duration.TotalSeconds, tags);
    }

    /// <summary>A replay of what this process remembers.</summary>
    public static void Recalled(string operation, TimeSpan duration)
    {
        using var activity = Activities.StartActivity(operation);
        activity?.SetTag(OperationTag, operation).SetTag(OutcomeTag, Ending.Replayed.Tag());
        Executed(operation, Ending.Replayed, duration);
    }

    public static void Waited(string operation, TimeSpan duration) => s_waitDuration.Record(duration.TotalSeconds, Tag(OperationTag, operation));

    public static void LeaseLost(string operation) => s_leaseLost.Add(1, Tag(OperationTag, operation));

    public static void StoreAnswered(string store, string step, TimeSpan duration) =>
        s_storeDuration.Record(duration.TotalSeconds, Tag(StoreTag, store), Tag(StepTag, step));

    public static void StoreFailed(string store, string step) => s_storeErrors.Add(1, Tag(StoreTag, store), Tag(StepTag, step));

    public static void Held(string operation) => s_held.Add(1, Tag(OperationTag, operation));

    /// <summary>Counts what a purge of a store did.</summary>
    public static void Purged(string store, PurgeResult result)
    {
        if (result.Purged > 0)
        {
            s_expired.Add(result.Purged, Tag(StoreTag, store));
            s_purged.Add(result.Purged, Tag(StoreTag, store));
        }

        if (result.Held > 0)
        {
            s_held.Add(result.Held, Tag(StoreTag, store));
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
