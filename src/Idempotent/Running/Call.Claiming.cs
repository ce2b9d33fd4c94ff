using Idempotent.Storing;

namespace Idempotent;

/// <content>From the claim to what its answer asks for.</content>
internal abstract partial class Call<TResult>
{
    private async ValueTask<TResult> ClaimAndRunAsync(Moment sent)
    {
        Claim claim;
        try
        {
            claim = await ClaimAsync(sent).ConfigureAwait(false);
            if (claim.Answer.Status == ClaimStatus.InProgress)
            {
                claim = await WaitAsync(claim).ConfigureAwait(false);
            }
        }
        catch (IdempotencyStoreUnavailableException e) when (Plan.RunsUnprotected)
        {
            return await RunUnprotectedAsync(e).ConfigureAwait(false);
        }

        return claim.Answer.IsGiven
            ? await RunClaimedAsync(claim).ConfigureAwait(false)
            : Replay(claim.Answer, claim.Sent);
    }

    /// <summary>Claims. A reply that got lost is settled by claiming again with the same owner token; what can't be settled is given back in the background.</summary>
    private async ValueTask<Claim> ClaimAsync(Moment sent)
    {
        var request = NewClaim(CanReconcile ? Plan.ReconcilingTerms : Plan.Terms);
        var isAsked = false;
        try
        {
            try
            {
                return new(await Settle(Store.ClaimAsync(request, Caller)).ConfigureAwait(false), request.Owner, sent);
            }
            catch (IdempotencyStoreUnavailableException e) when (e.RetryAfter is null)
            {
                isAsked = true;
                return new(await Settle(Store.ClaimAsync(request, Caller)).ConfigureAwait(false), request.Owner, sent);
            }
        }
        catch (Exception e)
        {
            var unavailable = e as IdempotencyStoreUnavailableException;
            if (e is not OperationCanceledException && (unavailable is null || !Plan.RunsUnprotected))
            {
                Log.ClaimFailed(Logger, e, Operation.Name, Key);
            }

            // A store that was never asked has nothing to give back.
            if (isAsked || unavailable?.RetryAfter is null)
            {
                Bound.Pending.Add(new(Plan, Key, request.Owner) { Since = sent });
            }

            throw;
        }
    }

    private ClaimRequest NewClaim(ClaimTerms terms) => new(Key, OwnerToken.Create(), Fingerprint, terms) { EarlierFingerprints = EarlierFingerprints };

    /// <summary>The end of a call that does not run: what the record says.</summary>
    /// <param name="answer">The store's answer.</param>
    /// <param name="sent">Before it was asked; null for what a transaction alone can know yet.</param>
    private TResult Replay(in ClaimResult answer, Moment? sent)
    {
        switch (answer.Status)
        {
            case ClaimStatus.Completed:
                _ending = Ending.Replayed;
                // The lead ends first: an outcome that can't be read, or is a failure, is every duplicate's own to decode.
                Bound.Running.Leave(this);
                End(answer.Outcome, null);
                var result = Decode(answer.Outcome!);
                if (sent is { } asked)
                {
                    Remember(answer.Outcome!, result, answer.Remaining - Time.GetElapsedTime(asked.Timestamp));
                }

                return result;
            case ClaimStatus.Held:
                _ending = Ending.Held;
                if (answer.IsNewlyHeld)
                {
                    Instruments.Held(Operation.Name);
                }

                Log.Held(Logger, Operation.Name, Key, answer.Attempt, answer.HoldReason);
                throw new IdempotencyOutcomeUnknownException(Operation.Name, Key.Value, answer.Attempt, answer.HoldReason);
            case ClaimStatus.KeyReused:
                throw Reused();
            default:
                throw new InvalidOperationException($"The store answered a claim with {answer.Status}, which is no answer to this one.");
        }
    }

    /// <summary>This process remembers a result that was replayed, for it may be again. Failures are left to the store.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="result">What it decodes to.</param>
    /// <param name="left">What is left of the retention, at least.</param>
    private void Remember(StoredOutcome outcome, TResult result, TimeSpan left)
    {
        if (LocalKey is { } call)
        {
            Remembered.Add(new LocalOutcome<TResult>(call, Operation, Key, outcome, result, Remembered.Until(Plan, left)));
        }
    }

    private IdempotencyKeyReusedException Reused()
    {
        _ending = Ending.Reused;
        return new(Operation.Name, Key.Value);
    }

    private IdempotencyInProgressException InProgress(TimeSpan retryAfter)
    {
        _ending = Ending.InProgress;
        return new(Operation.Name, Key.Value, retryAfter > TimeSpan.Zero ? retryAfter : TimeSpan.Zero);
    }

    /// <summary>A claim and its answer.</summary>
    /// <param name="Answer">The store's answer.</param>
    /// <param name="Owner">The token that it was claimed with.</param>
    /// <param name="Sent">Before it was sent: its lease began after that.</param>
    private readonly record struct Claim(ClaimResult Answer, OwnerToken Owner, Moment Sent);
}
