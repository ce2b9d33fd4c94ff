using System.Runtime.ExceptionServices;
using Idempotent.Storing;

namespace Idempotent;

/// <content>A duplicate in the process of the call that leads the key: no store traffic.</content>
internal abstract partial class Call<TResult>
{
    private TResult? _shared;
    private bool _isShared;

    /// <summary>The leader has another fingerprint. Which of the two the key stands for is known once the leader's claim was not refused; until then this call may be the duplicate of a run elsewhere.</summary>
    private async ValueTask DifferFromAsync(Call leader)
    {
        await Settle(leader.WhenStarted().WaitAsync(Caller)).ConfigureAwait(false);
        if (leader.IsStarted)
        {
            throw Reused();
        }
    }

    /// <summary>Waits for the leader's end, for as long as this call may wait.</summary>
    private async ValueTask WaitForAsync(Call leader)
    {
        if (leader.IsEnded)
        {
            return;
        }

        if (Plan.Rejects)
        {
            // The leader's claim may still find an outcome, which is this call's too.
            await Settle(leader.WhenStarted().WaitAsync(Caller)).ConfigureAwait(false);
            if (!leader.IsEnded)
            {
                throw InProgress(Plan.Lease);
            }

            return;
        }

        var began = Time.GetTimestamp();
        try
        {
            await Settle(leader.WhenEnded().WaitAsync(WaitLeft, Time, Caller)).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw InProgress(Plan.Lease);
        }
        finally
        {
            Waited(began);
        }
    }

    /// <summary>The leader's end as this call's own.</summary>
    private TResult Share(Call leader)
    {
        _ending = Ending.Joined;
        if (leader.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return leader is Call<TResult> { _isShared: true } same ? same._shared! : Decode(leader.Outcome!);
    }

    /// <summary>Ends the lead with an outcome.</summary>
    private TResult Conclude(StoredOutcome outcome, TResult result)
    {
        if (Operation.ResultIsImmutable && outcome.Kind == OutcomeKind.Value)
        {
            (_shared, _isShared) = (result, true);
        }

        if (!_isSaving)
        {
            Bound.Running.Leave(this);
        }

        End(outcome, null);
        return result;
    }

    private TResult Decode(StoredOutcome outcome) => Plan.Runtime.Codec.Decode(Operation, Key, outcome);
}
