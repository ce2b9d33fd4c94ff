using Idempotent.Storing;

namespace Idempotent.Redis;

// The items of a batch go out together and come back together: about one trip, on whichever nodes they are.
public sealed partial class RedisIdempotencyStore
{
    /// <inheritdoc/>
    public async ValueTask<ClaimResult[]> ClaimBatchAsync(IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var first = new Dictionary<RecordKey, int>(requests.Count);
        return await Task.WhenAll(requests.Select((request, i) => first.TryAdd(request.Key, i)
            ? ClaimAsync(request, cancellationToken).AsTask()
            : Task.FromResult(request.AnswerAsRepeatOf(requests[first[request.Key]], first[request.Key])))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken) =>
        EachAsync(requests, CompleteAsync, static r => r.Key, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken) =>
        EachAsync(requests, ReleaseAsync, static r => r.Key, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken) =>
        EachAsync(requests, RenewAsync, static r => r.Key, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> HoldBatchAsync(IReadOnlyList<HoldRequest> requests, CancellationToken cancellationToken) =>
        EachAsync(requests, HoldAsync, static r => r.Key, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ResolveStatus[]> ResolveBatchAsync(IReadOnlyList<ResolveRequest> requests, CancellationToken cancellationToken) =>
        EachAsync(requests, ResolveAsync, static r => r.Key, cancellationToken);

    /// <summary>Those of one key one after the other, in their order; all else at once.</summary>
    private static async ValueTask<TAnswer[]> EachAsync<TRequest, TAnswer>(
        IReadOnlyList<TRequest> requests, Func<TRequest, CancellationToken, ValueTask<TAnswer>> apply, Func<TRequest, RecordKey> key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var answers = new TAnswer[requests.Count];
        await Task.WhenAll(Enumerable.Range(0, requests.Count).GroupBy(i => key(requests[i])).Select(async ofOneKey =>
        {
            foreach (var i in ofOneKey)
            {
                answers[i] = await apply(requests[i], cancellationToken).ConfigureAwait(false);
            }
        })).ConfigureAwait(false);
        return answers;
    }
}
