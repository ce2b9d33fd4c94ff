using Idempotent.Storing;

namespace Idempotent;

/// <content>An operation inside a transaction of the same store, its own or the caller's: it commits with it, and answers from nothing but the transaction.</content>
internal abstract partial class Call<TResult>
{
    private async ValueTask<TResult> RunBroughtAsync(IdempotencyTransaction.BroughtTransaction brought)
    {
        var joined = Bound.Transactional!.Join(brought.Transaction);
        try
        {
            return await RunNestedAsync(new(joined, 0) { Turn = brought.Turn }).ConfigureAwait(false);
        }
        finally
        {
            await Settle(joined.DisposeAsync()).ConfigureAwait(false);
        }
    }

    private async ValueTask<TResult> RunNestedAsync(RunningTransaction outer)
    {
        await Settle(outer.Turn.WaitAsync(Caller)).ConfigureAwait(false);
        try
        {
            var pause = s_firstBusyPause;
            while (true)
            {
                await Settle(outer.Store.SaveAsync(outer.NestedSavepoint, Caller)).ConfigureAwait(false);
                var request = NewClaim(Plan.Terms);
                var answer = await ClaimInAsync(outer.Store, request, Caller).ConfigureAwait(false);
                if (!answer.IsGiven && Key.Former is not null)
                {
                    await Settle(outer.Store.RollbackToAsync(outer.NestedSavepoint, CancellationToken.None)).ConfigureAwait(false);
                }

                switch (answer.Status)
                {
                    case ClaimStatus.Claimed:
                        return await RunUnderSavepointAsync(outer, request.Owner, answer).ConfigureAwait(false);
                    case ClaimStatus.Busy or ClaimStatus.InProgress:
                        await PauseOrRefuseAsync(answer, pause).ConfigureAwait(false);
                        pause = pause * 2 < s_longestBusyPause ? pause * 2 : s_longestBusyPause;
                        break;
                    default:
                        return Replay(answer, sent: null);
                }
            }
        }
        finally
        {
            outer.Turn.Release();
        }
    }

    private async ValueTask<TResult> RunUnderSavepointAsync(RunningTransaction outer, OwnerToken owner, ClaimResult claim)
    {
        TResult result;
        try
        {
            result = await InvokeLimitedAsync(new(Plan, Key, Fingerprint, claim) { Running = outer.Nested() }).ConfigureAwait(false);
        }
        catch (Exception e) when (outer.Store.IsOpen)
        {
            await Settle(outer.Store.RollbackToAsync(outer.NestedSavepoint, CancellationToken.None)).ConfigureAwait(false);
            if (Meaning(e) == FailureMeaning.Outcome && !await ClaimForFailureAsync(outer.Store, e).ConfigureAwait(false))
            {
                await Settle(outer.Store.RollbackToAsync(outer.NestedSavepoint, CancellationToken.None)).ConfigureAwait(false);
            }

            throw;
        }

        if (!outer.Store.IsOpen)
        {
            throw new IdempotencyTransactionEndedException(Operation.Name, Key.Value, null);
        }

        await CompleteInAsync(outer.Store, owner, Encode(result), claim.Attempt).ConfigureAwait(false);
        _ending = Ending.Executed;
        return result;
    }
}
