namespace Idempotent.Storing;

/// <summary>Batches for stores that have nothing better: item by item, in ordinal key order, so that two batches never wait for each other in a circle.</summary>
internal static class Batches
{
    public static async ValueTask<ClaimResult[]> ClaimAsync(IIdempotencyStore store, IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var results = new ClaimResult[requests.Count];
        foreach (var i in ClaimRequest.AnswerRepeats(requests, results).OrderBy(i => requests[i].Key))
        {
            results[i] = await store.ClaimAsync(requests[i], cancellationToken).ConfigureAwait(false);
        }

        return results;
    }

    public static async ValueTask<TResult[]> EachAsync<TRequest, TResult>(
        IReadOnlyList<TRequest> requests, Func<TRequest, RecordKey> key, Func<TRequest, CancellationToken, ValueTask<TResult>> apply, CancellationToken cancellationToken)
    {
        var results = new TResult[requests.Count];
        foreach (var i in InKeyOrder(requests, key))
        {
            results[i] = await apply(requests[i], cancellationToken).ConfigureAwait(false);
        }

        return results;
    }

    /// <summary>Indexes by ordinal key; equal keys keep their order.</summary>
    public static int[] InKeyOrder<TRequest>(IReadOnlyList<TRequest> requests, Func<TRequest, RecordKey> key)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return [.. Enumerable.Range(0, requests.Count).OrderBy(i => key(requests[i]))];
    }
}
