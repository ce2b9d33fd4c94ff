using Idempotent.Storing;

namespace Idempotent;

/// <content>The body under its claim.</content>
internal abstract partial class Call<TResult>
{
    private async ValueTask<TResult> RunClaimedAsync(Claim claim)
    {
        var lease = new Lease(Plan, Key, claim.Owner, claim.Answer.Attempt, Caller);
        var context = new IdempotencyContext(Plan, Key, Fingerprint, claim.Answer) { Lease = lease };
        Bound.Keeper.Keep(lease, claim.Sent, claim.Answer.Remaining);
        try
        {
            Start();
            if (claim.Answer.Status == ClaimStatus.Reconcile)
            {
                var found = await ReconcileAsync(context, lease).ConfigureAwait(false);
                if (found.Kind == ReconciledKind.Completed)
                {
                    return await RecordAsync(lease, found.Value).ConfigureAwait(false);
                }
            }
            else if (claim.Answer.Attempt > 1)
            {
                Log.RunsAgain(Logger, Operation.Name, Key, claim.Answer.Attempt);
            }

            if (Caller.IsCancellationRequested)
            {
                await ReleaseAsync(lease).ConfigureAwait(false);
                Caller.ThrowIfCancellationRequested();
            }

            TResult result;
            try
            {
                result = await InvokeAsync(context, lease.BodyToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                await RecordAsync(lease, e).ConfigureAwait(false);
                _isForTheNext |= e is OperationCanceledException && lease.IsLost;
                throw;
            }

            return await RecordAsync(lease, result).ConfigureAwait(false);
        }
        finally
        {
            context.End();
            lease.EndBody();
            if (!_isSaving)
            {
                Bound.Keeper.Drop(lease);
            }
        }
    }

    /// <summary>The store is down and the options say to run all the same: duplicates in this process still join.</summary>
    private async ValueTask<TResult> RunUnprotectedAsync(IdempotencyStoreUnavailableException outage)
    {
        _ending = Ending.Unprotected;
        if (Plan.UnprotectedRuns.Count() is var runs and > 0)
        {
            Log.RunsUnprotected(Logger, outage, Operation.Name, runs);
        }

        Start();
        var context = new IdempotencyContext(Plan, Key, Fingerprint, new() { Status = ClaimStatus.Claimed, Attempt = 1, StartedAt = Time.GetUtcNow() }) { IsProtected = false };
        var result = await InvokeLimitedAsync(context).ConfigureAwait(false);
        return Conclude(Encode(result), result);
    }

    /// <summary>Runs the body where there is no lease to lose, no longer than it may run.</summary>
    private async ValueTask<TResult> InvokeLimitedAsync(IdempotencyContext context)
    {
        using var limit = new CancellationTokenSource(Plan.MaxRunning, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(Caller, limit.Token);
        Caller.ThrowIfCancellationRequested();
        return await InvokeAsync(context, both.Token).ConfigureAwait(false);
    }

    /// <summary>Runs the body. The context ends with it, whatever the body left running.</summary>
    private async ValueTask<TResult> InvokeAsync(IdempotencyContext context, CancellationToken cancellationToken)
    {
        context.Enter();
        try
        {
            return await Settle(RunAsync(cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            context.End();
        }
    }

    /// <summary>Finds out what an attempt that died did. What can't be told is held.</summary>
    private async ValueTask<Reconciled<TResult>> ReconcileAsync(IdempotencyContext context, Lease lease)
    {
        Reconciled<TResult> found;
        try
        {
            found = await InvokeReconcileAsync(context, lease.BodyToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Held as abandoned, not as irreconcilable: the next duplicate asks again.
            await HoldAsync(lease, HoldReason.Abandoned, e).ConfigureAwait(false);
            if (e is OperationCanceledException)
            {
                throw;
            }

            Log.ReconcileFailed(Logger, e, Operation.Name, Key, lease.Attempt);
            throw new IdempotencyOutcomeUnknownException(Operation.Name, Key.Value, lease.Attempt, HoldReason.Abandoned, e);
        }

        if (found.Kind == ReconciledKind.Unknown)
        {
            await HoldAsync(lease, HoldReason.NotReconciled, null).ConfigureAwait(false);
            _ending = Ending.Held;
            throw new IdempotencyOutcomeUnknownException(Operation.Name, Key.Value, lease.Attempt, HoldReason.NotReconciled);
        }

        return found;
    }

    private async ValueTask<Reconciled<TResult>> InvokeReconcileAsync(IdempotencyContext context, CancellationToken cancellationToken)
    {
        context.Enter();
        return await Settle(new ValueTask<Reconciled<TResult>>(ReconcileAsync(cancellationToken))).ConfigureAwait(false);
    }
}
