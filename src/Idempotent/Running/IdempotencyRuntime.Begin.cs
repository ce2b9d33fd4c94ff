using System.Runtime.CompilerServices;
using Idempotent.Keys;

namespace Idempotent;

/// <content>The first steps of every call, and the only ones of a call whose outcome this process remembers.</content>
public sealed partial class IdempotencyRuntime
{
    /// <summary>What this process remembers as the call's outcome; null where it remembers nothing, or somebody else must answer. No call is made anew for it, and nothing is allocated.</summary>
    private LocalOutcome? Recall(
        IdempotentOperation operation, scoped in KeyWriter key, scoped in KeyWriter fingerprint, CancellationToken caller, out LocalKey local)
    {
        var began = Instruments.CallsAreMeasured ? Time.GetTimestamp() : 0;
        local = Local.IsOn && operation is not null ? LocalKeyOf(operation, key, fingerprint) : default;
        if (local.Plan is null || caller.IsCancellationRequested || _isDisposed || Local.Find(local, key, fingerprint) is not { } found || IsInTransaction(local.Plan))
        {
            return null;
        }

        if (key.HasRented || fingerprint.HasRented)
        {
            key.Dispose();
            fingerprint.Dispose();
        }

        if (began != 0)
        {
            Instruments.Recalled(local.Plan.Operation.Name, Time.GetElapsedTime(began));
        }

        return found;
    }

    /// <summary>Begins a call that is not recalled. Gives the writers' buffers back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private CallStart Begin(
        IdempotentOperation operation, scoped in KeyWriter key, scoped in KeyWriter fingerprint, CancellationToken caller, in LocalKey local)
    {
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            ArgumentNullException.ThrowIfNull(operation);
            var plan = local.Plan ?? PlanOf(operation);
            var scope = local.Scope ?? IdempotencyScope.Resolve(_scopes);
            return CallStart.Of(plan, _options, scope, key, fingerprint, caller) with
            {
                LocalKey = local.Plan is null ? null : new(local, local.Sealed ?? [.. key.Written, .. fingerprint.Written], Local.Epoch),
            };
        }
        finally
        {
            key.Dispose();
            fingerprint.Dispose();
        }
    }

    private LocalKey LocalKeyOf(IdempotentOperation operation, scoped in KeyWriter key, scoped in KeyWriter fingerprint)
    {
        var plan = PlanOf(operation);
        var scope = IdempotencyScope.Resolve(_scopes);
        return key.HasSensitive || fingerprint.HasSensitive
            ? LocalKey.OfSealed(plan, scope, key, fingerprint, _options.SensitiveKeySecret)
            : new(plan, scope, LocalKey.HashOf(plan, scope, key.Written), null);
    }

    /// <summary>Whether the call belongs to a transaction, which alone may answer it.</summary>
    private static bool IsInTransaction(OperationPlan plan) =>
        (IdempotencyContext.Current is not null && IdempotencyContext.TransactionOver(plan.Store, inside: null) is not null) || IdempotencyTransaction.For(plan.Operation) is not null;

    private OperationPlan PlanOf(IdempotentOperation operation) =>
        operation.LatestPlan is { } latest && latest.TryGetTarget(out var plan) && ReferenceEquals(plan.Runtime, this) ? plan : FindPlan(operation);

    private OperationPlan FindPlan(IdempotentOperation operation)
    {
        var plan = operation.Plans.GetValue(this, runtime => runtime.MakePlan(operation));
        operation.LatestPlan = plan.Reference;
        return plan;
    }
}
