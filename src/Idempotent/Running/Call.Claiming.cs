using Idempotent.Storing;

namespace Idempotent;

/// <content>From the claim to what its answer asks for.</content>
internal abstract partial class Call<TResult>
{
    private async ValueTask<TResult> ClaimAndRunAsync()
    {
        Claim claim;
        try
        {
            claim = await ClaimAsync().ConfigureAwait(false);
            if (claim.Answer.Status == ClaimStatus.InProgress)
            {
                claim = await WaitAsync(claim).ConfigureAwait(false);
            }
        }
        catch (IdempotencyStoreUnavailableException) when (Plan.RunsUnprotected)
        {
            return await RunUnprotectedAsync().ConfigureAwait(false);
        }

        return claim.Answer.IsGiven
            ? await RunClaimedAsync(claim).ConfigureAwait(false)
            : Replay(claim.Answer);
    }

    /// <summary>Claims. A reply that got lost is settled by claiming again with the same owner token; what can't be settled is given back in the background.</summary>
    private async ValueTask<Claim> ClaimAsync()
    {
        var request = NewClaim(CanReconcile ? Plan.ReconcilingTerms : Plan.Terms);
        var sent = Moment.Now(Time);
        try
        {
            try
            {
                return new(await Settle(Store.ClaimAsync(request, Caller)).ConfigureAwait(false), request.Owner, sent);
            }
            catch (IdempotencyStoreUnavailableException)
            {
                return new(await Settle(Store.ClaimAsync(request, Caller)).ConfigureAwait(false), request.Owner, sent);
            }
        }
        catch (Exception e)
        {
            if (e is not OperationCanceledException)
            {
                Log.ClaimFailed(Logger, e, Operation.Name, Key);
            }

            Bound.Pending.Add(new(Plan, Key, request.Owner) { Since = sent });
            throw;
        }
    }

    private ClaimRequest NewClaim(ClaimTerms terms) => new(Key, OwnerToken.Create(), Fingerprint, terms) { EarlierFingerprints = EarlierFingerprints };

    /// <summary>The end of a call that does not run: what the record says.</summary>
    private TResult Replay(in ClaimResult answer)
    {
        switch (answer.Status)
        {
            case ClaimStatus.Completed:
                _ending = Ending.Replayed;
                return Replay(answer.Outcome!);
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

    private TResult Replay(StoredOutcome outcome)
    {
        // The lead ends first: an outcome that can't be read, or is a failure, is every duplicate's own to decode.
        Bound.Running.Leave(this);
        End(outcome, null);
        return Decode(outcome);
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
