using Idempotent.Storing;

namespace Idempotent;

/// <content>What the body's end means for the record. Never with the caller's token: the body has run.</content>
internal abstract partial class Call<TResult>
{
    private async ValueTask<TResult> RecordAsync(Lease lease, TResult result)
    {
        lease.EndBody();
        var outcome = Encode(result);
        await CompleteAsync(lease, outcome, null).ConfigureAwait(false);
        _ending = Ending.Executed;
        return Conclude(outcome, result);
    }

    private async ValueTask RecordAsync(Lease lease, Exception failure)
    {
        lease.EndBody();
        switch (Meaning(failure))
        {
            case FailureMeaning.Outcome:
                await CompleteAsync(lease, Encode(failure), failure).ConfigureAwait(false);
                break;
            case FailureMeaning.NeedsDecision:
                await HoldAsync(lease, failure is OperationCanceledException ? HoldReason.Abandoned : HoldReason.Failed, failure).ConfigureAwait(false);
                break;
            default:
                if (await ReleaseAsync(lease).ConfigureAwait(false) == WriteStatus.NotOwner)
                {
                    throw await LostAsync(lease, failure).ConfigureAwait(false);
                }

                break;
        }
    }

    /// <summary>What a failure of the body means. Cancellation has no known outcome, and neither it nor a failure of ours is ever stored.</summary>
    private FailureMeaning Meaning(Exception failure) => failure switch
    {
        OperationCanceledException => Plan.HoldsWhenAbandoned ? FailureMeaning.NeedsDecision : FailureMeaning.Nothing,
        not IdempotencyException when Plan.WhenFailed == WhenFailed.Store || Operation.IsStoredException?.Invoke(failure) == true => FailureMeaning.Outcome,
        _ => Plan.WhenFailed == WhenFailed.Hold ? FailureMeaning.NeedsDecision : FailureMeaning.Nothing,
    };

    private StoredOutcome Encode(TResult result)
    {
        var outcome = Plan.Runtime.Codec.Encode(Operation, result, Bound.Guarantee.LargestOutcome, out var problem);
        if (problem is not null)
        {
            Log.OutcomeNotStored(Logger, Operation.Name, Key, problem);
        }

        return outcome;
    }

    private StoredOutcome Encode(Exception failure)
    {
        var outcome = Plan.Runtime.Codec.Encode(failure, Bound.Guarantee.LargestOutcome, out var problem);
        if (problem is not null)
        {
            Log.OutcomeNotStored(Logger, Operation.Name, Key, problem);
        }

        return outcome;
    }

    /// <summary>Completes, or goes on trying in the background: what has run is never given back.</summary>
    private async ValueTask CompleteAsync(Lease lease, StoredOutcome outcome, Exception? failure)
    {
        WriteStatus answer;
        try
        {
            answer = await Settle(Store.CompleteAsync(new CompleteRequest(Key, lease.Owner, outcome, Plan.Retention))).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.OutcomeNotSaved(Logger, e, Operation.Name, Key, lease.Attempt);
            _isSaving = true;
            Bound.Pending.Add(new(Plan, Key, lease.Owner) { Outcome = outcome, Lease = lease, Call = this });
            return;
        }

        if (answer != WriteStatus.Applied)
        {
            throw await LostAsync(lease, failure).ConfigureAwait(false);
        }
    }

    private async ValueTask HoldAsync(Lease lease, HoldReason reason, Exception? failure)
    {
        lease.EndBody();
        WriteStatus answer;
        try
        {
            answer = await Settle(Store.HoldAsync(new HoldRequest(Key, lease.Owner, reason))).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.HoldNotSaved(Logger, e, Operation.Name, Key, lease.Attempt);
            _isSaving = true;
            Bound.Pending.Add(new(Plan, Key, lease.Owner) { Hold = reason, Lease = lease, Call = this });
            return;
        }

        if (answer == WriteStatus.NotOwner)
        {
            throw await LostAsync(lease, failure).ConfigureAwait(false);
        }

        Instruments.Held(Operation.Name);
        Log.IsHeld(Logger, Operation.Name, Key, lease.Attempt, reason);
    }

    /// <summary>Gives the claim back, if need be in the background.</summary>
    private async ValueTask<WriteStatus> ReleaseAsync(Lease lease)
    {
        lease.EndBody();
        try
        {
            return await Settle(Store.ReleaseAsync(new ReleaseRequest(Key, lease.Owner, Plan.Retention))).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.ReleaseNotSaved(Logger, e, Operation.Name, Key, lease.Attempt);
            Bound.Pending.Add(new(Plan, Key, lease.Owner) { Since = Moment.Now(Time) });
            return WriteStatus.Applied;
        }
    }

    /// <summary>Another attempt owns the record: this one's result goes to no caller. Names both attempts as far as the store can.</summary>
    private async ValueTask<IdempotencyLeaseLostException> LostAsync(Lease lease, Exception? failure)
    {
        _isForTheNext = true;
        Bound.Keeper.Lose(lease);
        int? current = null;
        try
        {
            current = (await Settle(Store.GetAsync(Key)).ConfigureAwait(false))?.Attempt;
        }
        catch (Exception e)
        {
            Log.OwnerNotFound(Logger, e, Operation.Name, Key);
        }

        Log.ResultDiscarded(Logger, Operation.Name, Key, lease.Attempt, current);
        return new(Operation.Name, Key.Value, lease.Attempt, failure);
    }

    private enum FailureMeaning
    {
        /// <summary>The claim is given back.</summary>
        Nothing,

        /// <summary>It is the outcome.</summary>
        Outcome,

        /// <summary>The record is held.</summary>
        NeedsDecision,
    }
}
