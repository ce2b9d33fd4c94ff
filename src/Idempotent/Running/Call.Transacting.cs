using Idempotent.Storing;

namespace Idempotent;

/// <content>Claim, the body's writes and the outcome in one transaction, which is the lease.</content>
internal abstract partial class Call<TResult>
{
    // A busy key may be one writer's file that is free again in a moment.
    private static readonly TimeSpan s_firstBusyPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_longestBusyPause = TimeSpan.FromMilliseconds(100);

    /// <summary>How often this call's transaction has run.</summary>
    private int _runs;

    private async ValueTask<TResult> TransactAsync()
    {
        for (_runs = 1; ; _runs++)
        {
            try
            {
                return await TryTransactAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (IsToBeRunAgain(e))
            {
                Log.TransactionRunsAgain(Logger, e, Operation.Name, Key);
            }
        }
    }

    private bool IsToBeRunAgain(Exception failure) => !Caller.IsCancellationRequested && Bound.Transactional!.IsToBeRunAgain(failure, _runs);

    private async ValueTask<TResult> TryTransactAsync()
    {
        var store = Bound.Transactional!;
        var pause = s_firstBusyPause;
        while (true)
        {
            ClaimResult answer;
            var sent = Moment.Now(Time);
            var transaction = await Settle(store.BeginAsync(Plan.Lease, Caller)).ConfigureAwait(false);
            try
            {
                var request = NewClaim(Plan.Terms);
                answer = await ClaimInAsync(transaction, request, Caller).ConfigureAwait(false);
                if (answer.Status == ClaimStatus.Claimed)
                {
                    return await RunInAsync(transaction, request.Owner, answer).ConfigureAwait(false);
                }
            }
            finally
            {
                await Settle(transaction.DisposeAsync()).ConfigureAwait(false);
            }

            if (answer.Status is not (ClaimStatus.Busy or ClaimStatus.InProgress))
            {
                return Replay(answer, sent);
            }

            await PauseOrRefuseAsync(answer, pause).ConfigureAwait(false);
            pause = pause * 2 < s_longestBusyPause ? pause * 2 : s_longestBusyPause;
        }
    }

    private async ValueTask<TResult> RunInAsync(IStoreTransaction transaction, OwnerToken owner, ClaimResult claim)
    {
        Start();
        TResult result;
        try
        {
            result = await InvokeLimitedAsync(new(Plan, Key, Fingerprint, claim) { Running = new(transaction, 0) }).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (!transaction.IsOpen)
            {
                throw await EndedEarlyAsync(transaction, owner, claim.Attempt, e).ConfigureAwait(false);
            }

            // Whatever the body wrote is undone before its failure is recorded.
            await Settle(transaction.DisposeAsync()).ConfigureAwait(false);
            if (Meaning(e) == FailureMeaning.Outcome && !IsToBeRunAgain(e))
            {
                await StoreFailureAsync(e).ConfigureAwait(false);
            }

            throw;
        }

        if (!transaction.IsOpen)
        {
            throw await EndedEarlyAsync(transaction, owner, claim.Attempt, null).ConfigureAwait(false);
        }

        var outcome = Encode(result);
        await CompleteInAsync(transaction, owner, outcome, claim.Attempt).ConfigureAwait(false);
        try
        {
            await Settle(transaction.CommitAsync(CancellationToken.None)).ConfigureAwait(false);
        }
        catch (IdempotencyStoreUnavailableException e)
        {
            if (!await IsCommittedAsync(owner).ConfigureAwait(false))
            {
                Log.CommitFailed(Logger, e, Operation.Name, Key, claim.Attempt);
                throw;
            }
        }

        _ending = Ending.Executed;
        return Conclude(outcome, result);
    }

    /// <summary>Claims in the transaction, a former key first. Whoever does not get the claim must not commit the transaction.</summary>
    private ValueTask<ClaimResult> ClaimInAsync(IStoreTransaction transaction, ClaimRequest request, CancellationToken cancellationToken)
    {
        return Settle(request.Key.Former is null ? transaction.ClaimAsync(request, cancellationToken) : Store.ClaimWithFormerAsync(request, ClaimPairAsync));

        async ValueTask<PairClaimResult> ClaimPairAsync(ClaimRequest former, ClaimRequest current)
        {
            var first = await transaction.ClaimAsync(former, cancellationToken).ConfigureAwait(false);
            return new(first, first.IsGiven ? await transaction.ClaimAsync(current, cancellationToken).ConfigureAwait(false) : null);
        }
    }

    private async ValueTask CompleteInAsync(IStoreTransaction transaction, OwnerToken owner, StoredOutcome outcome, int attempt)
    {
        foreach (var key in Key.Former is { } former ? [former.Key, Key] : new[] { Key })
        {
            var answer = await Settle(transaction.CompleteAsync(new(key, owner, outcome, Plan.Retention), CancellationToken.None)).ConfigureAwait(false);
            if (answer != WriteStatus.Applied)
            {
                throw new IdempotencyLeaseLostException(Operation.Name, Key.Value, attempt);
            }
        }
    }

    /// <summary>Settles a commit whose reply was lost. When the record can't be read either, the caller is told that the store is down; a retry finds out.</summary>
    private async ValueTask<bool> IsCommittedAsync(OwnerToken owner)
    {
        try
        {
            var record = await Settle(Store.GetAsync(Key)).ConfigureAwait(false);
            return record is { State: RecordState.Completed } && record.Owner == owner;
        }
        catch (Exception e)
        {
            Log.OwnerNotFound(Logger, e, Operation.Name, Key);
            return false;
        }
    }

    /// <summary>Stores a failure in a transaction of its own, if the key is still free. The caller gets its failure in any case.</summary>
    private async ValueTask StoreFailureAsync(Exception failure)
    {
        try
        {
            var transaction = await Settle(Bound.Transactional!.BeginAsync(Plan.Lease, CancellationToken.None)).ConfigureAwait(false);
            try
            {
                if (await ClaimForFailureAsync(transaction, failure).ConfigureAwait(false))
                {
                    await Settle(transaction.CommitAsync(CancellationToken.None)).ConfigureAwait(false);
                }
            }
            finally
            {
                await Settle(transaction.DisposeAsync()).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Log.FailureNotSaved(Logger, e, Operation.Name, Key);
        }
    }

    private async ValueTask<bool> ClaimForFailureAsync(IStoreTransaction transaction, Exception failure)
    {
        var request = NewClaim(Plan.Terms);
        var claim = await ClaimInAsync(transaction, request, CancellationToken.None).ConfigureAwait(false);
        if (claim.Status != ClaimStatus.Claimed)
        {
            return false;
        }

        await CompleteInAsync(transaction, request.Owner, Encode(failure), claim.Attempt).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// The transaction is over before its time. If the body committed it, claim and writes are there without an outcome: the record is held, so that nothing runs twice.
    /// If it rolled back, or the server did, there is no record, and nothing to hold.
    /// </summary>
    private async ValueTask<IdempotencyException> EndedEarlyAsync(IStoreTransaction transaction, OwnerToken owner, int attempt, Exception? failure)
    {
        if (transaction.IsLost)
        {
            return new IdempotencyLeaseLostException(Operation.Name, Key.Value, attempt, failure);
        }

        try
        {
            await Settle(Store.HoldAsync(new HoldRequest(Key, owner, HoldReason.Failed))).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Bound.Pending.Add(new(Plan, Key, owner) { Hold = HoldReason.Failed });
            Log.HoldNotSaved(Logger, e, Operation.Name, Key, 0);
        }

        return new IdempotencyTransactionEndedException(Operation.Name, Key.Value, failure);
    }

    private async ValueTask PauseOrRefuseAsync(ClaimResult answer, TimeSpan pause)
    {
        if (Plan.Rejects)
        {
            throw InProgress(answer.Remaining);
        }

        if (WaitLeft == TimeSpan.Zero)
        {
            _isForTheNext = true;
            throw InProgress(answer.Remaining);
        }

        var began = Time.GetTimestamp();
        await PauseAsync(Shortest(WaitLeft, s_longestPause, Plan.Runtime.Jitter.Shorten(pause))).ConfigureAwait(false);
        Waited(began);
    }
}
