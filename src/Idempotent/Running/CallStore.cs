using Idempotent.Storing;

namespace Idempotent;

/// <summary>
/// The steps that running takes on a record and, where its key has a former one, on the former one's record too: claimed together, and each written before the
/// current one, so that a process that knows only the former key never finds it free when the current one has an outcome.
/// </summary>
internal sealed class CallStore(ObservedStore store)
{
    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        request.Key.Former is null
            ? store.ClaimAsync(request, cancellationToken)
            : ClaimWithFormerAsync(request, (former, current) => store.ClaimPairAsync(former, current, cancellationToken));

    public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request)
    {
        return request.Key.Former is { } former ? BothAsync(former.Key) : store.CompleteAsync(request);

        async ValueTask<WriteStatus> BothAsync(RecordKey key)
        {
            var answer = await store.CompleteAsync(request with { Key = key }).ConfigureAwait(false);
            if (answer == WriteStatus.Applied)
            {
                return await store.CompleteAsync(request).ConfigureAwait(false);
            }

            // Taken over under the former key: nobody needs the other half of the claim.
            await store.ReleaseAsync(new ReleaseRequest(request.Key, request.Owner, request.Retention)).ConfigureAwait(false);
            return answer;
        }
    }

    public ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request) => request.Key.Former is { } former
        ? EachAsync(request with { Key = former.Key }, request, store.ReleaseAsync)
        : store.ReleaseAsync(request);

    public ValueTask<WriteStatus> HoldAsync(HoldRequest request) => request.Key.Former is { } former
        ? EachAsync(request with { Key = former.Key }, request, store.HoldAsync)
        : store.HoldAsync(request);

    public ValueTask<WriteStatus> RenewAsync(RenewRequest request) => request.Key.Former is { } former
        ? EachAsync(request with { Key = former.Key }, request, store.RenewAsync)
        : store.RenewAsync(request);

    public async ValueTask<WriteStatus[]> RenewAsync(RenewRequest[] requests)
    {
        var formers = requests.Where(static r => r.Key.Former is not null).Select(static r => r with { Key = r.Key.Former!.Key });
        var answers = await store.RenewAsync([.. requests, .. formers]).ConfigureAwait(false);
        var former = requests.Length;
        for (var i = 0; i < requests.Length; i++)
        {
            answers[i] = requests[i].Key.Former is null ? answers[i] : Worst(answers[former++], answers[i]);
        }

        return answers[..requests.Length];
    }

    public ValueTask<WriteStatus[]> CompleteAsync(CompleteRequest[] requests) =>
        BatchAsync(requests, static r => r.Key, store.CompleteAsync, CompleteAsync);

    public ValueTask<WriteStatus[]> ReleaseAsync(ReleaseRequest[] requests) =>
        BatchAsync(requests, static r => r.Key, store.ReleaseAsync, ReleaseAsync);

    public ValueTask<WriteStatus[]> HoldAsync(HoldRequest[] requests) =>
        BatchAsync(requests, static r => r.Key, store.HoldAsync, HoldAsync);

    public ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken = default) => store.GetAsync(key, cancellationToken);

    /// <summary>Claims a key and its former one, after a look at those before that.</summary>
    /// <param name="request">The claim on the key, which has a former one.</param>
    /// <param name="claimPair">Claims both or none, the former first.</param>
    public async ValueTask<ClaimResult> ClaimWithFormerAsync(ClaimRequest request, Func<ClaimRequest, ClaimRequest, ValueTask<PairClaimResult>> claimPair)
    {
        var before = await FindBeforeAsync(request).ConfigureAwait(false);
        if (before.Answer is { } answer)
        {
            return answer;
        }

        var (former, current) = await claimPair(Former(request), request).ConfigureAwait(false);
        return current is not { } second ? former
            : second.IsGiven ? Merge(request.Key, former, second, before)
            : second;
    }

    /// <summary>What a record under a key older than the former one answers. Nothing claims it any more, so that reading is enough.</summary>
    private async ValueTask<FoundBefore> FindBeforeAsync(ClaimRequest request)
    {
        FoundBefore found = default;
        for (var older = request.Key.Former?.Key.Former; older is not null; older = older.Key.Former)
        {
            if (await store.GetAsync(older.Key).ConfigureAwait(false) is { } record)
            {
                found = new(Answer(record, older, request.Terms), older.Key, record.StartedAt);
                if (found.Answer is not null)
                {
                    return found;
                }
            }
        }

        return found;
    }

    /// <summary>The claim on the former key, as the version before makes it.</summary>
    private static ClaimRequest Former(ClaimRequest request)
    {
        var former = request.Key.Former!;
        return request with
        {
            Key = former.Key,
            Fingerprint = former.Fingerprint.Fingerprint,
            Terms = request.Terms with { Operation = former.Operation ?? request.Terms.Operation, SchemaHash = former.Fingerprint.SchemaHash },
        };
    }

    /// <summary>The answer to both claims, as that to one. Attempts and fencing tokens are the former key's: those who know only that go on from them.</summary>
    private static ClaimResult Merge(RecordKey key, in ClaimResult former, in ClaimResult current, in FoundBefore before)
    {
        var startedUnder = former.StartedAt < current.StartedAt ? key.Former!.Key : null;
        var startedAt = startedUnder is null ? current.StartedAt : former.StartedAt;
        return former with
        {
            Status = former.Status == ClaimStatus.Reconcile ? former.Status : current.Status,
            Remaining = former.Remaining < current.Remaining ? former.Remaining : current.Remaining,
            StartedAt = before.Key is not null && before.StartedAt < startedAt ? before.StartedAt : startedAt,
            StartedUnder = before.Key is not null && before.StartedAt < startedAt ? before.Key : startedUnder,
        };
    }

    private static ClaimResult? Answer(IdempotencyRecord record, FormerKey key, ClaimTerms terms)
    {
        ClaimStatus? status = record.State switch
        {
            RecordState.Released => null,
            _ when record.Fingerprint != key.Fingerprint.Fingerprint => ClaimStatus.KeyReused,
            RecordState.InProgress => ClaimStatus.InProgress,
            RecordState.Completed => ClaimStatus.Completed,
            RecordState.Abandoned when !record.HoldWhenAbandoned && !terms.HoldWhenAbandoned => null,
            _ => ClaimStatus.Held,
        };
        return status is null ? null : new()
        {
            Status = status.Value,
            Attempt = record.Attempt,
            StartedAt = record.StartedAt,
            Remaining = terms.Lease,
            Outcome = record.Outcome,
            HoldReason = record.State == RecordState.Abandoned ? HoldReason.Abandoned : record.HoldReason,
        };
    }

    private static ValueTask<WriteStatus[]> BatchAsync<TRequest>(
        TRequest[] requests, Func<TRequest, RecordKey> key, Func<TRequest[], ValueTask<WriteStatus[]>> batch, Func<TRequest, ValueTask<WriteStatus>> single)
    {
        return Array.TrueForAll(requests, request => key(request).Former is null) ? batch(requests) : OneByOneAsync();

        async ValueTask<WriteStatus[]> OneByOneAsync()
        {
            var answers = new WriteStatus[requests.Length];
            for (var i = 0; i < requests.Length; i++)
            {
                answers[i] = await single(requests[i]).ConfigureAwait(false);
            }

            return answers;
        }
    }

    private static async ValueTask<WriteStatus> EachAsync<TRequest>(TRequest former, TRequest current, Func<TRequest, ValueTask<WriteStatus>> write)
    {
        var first = await write(former).ConfigureAwait(false);
        return Worst(first, await write(current).ConfigureAwait(false));
    }

    private static WriteStatus Worst(WriteStatus former, WriteStatus current) => former == WriteStatus.Applied ? current : former;

    /// <summary>What was found under an older key.</summary>
    /// <param name="Answer">The answer for the call; null where it may claim.</param>
    /// <param name="Key">The oldest key that has a record; null when none has.</param>
    /// <param name="StartedAt">When that one's first attempt started.</param>
    private readonly record struct FoundBefore(ClaimResult? Answer, RecordKey? Key, DateTimeOffset StartedAt);
}
