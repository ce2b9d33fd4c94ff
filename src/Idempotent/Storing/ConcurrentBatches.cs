namespace Idempotent.Storing;

/// <summary>Batches for stores whose items go out side by side, and come back together. Items of one key keep their order.</summary>
public static class ConcurrentBatches
{
    /// <summary>A batch of claims.</summary>
    /// <param name="requests">The items.</param>
    /// <param name="atOnce">How many at most are under way. Positive.</param>
    /// <param name="claimAsync">Claims one key.</param>
    /// <param name="cancellationToken">Ends it; what was under way may have been applied.</param>
    public static async ValueTask<ClaimResult[]> ClaimAsync(
        IReadOnlyList<ClaimRequest> requests, int atOnce, Func<ClaimRequest, CancellationToken, ValueTask<ClaimResult>> claimAsync, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(claimAsync);
        var answers = new ClaimResult[requests.Count];
        await AllAsync(
            ClaimRequest.AnswerRepeats(requests, answers),
            atOnce,
            async i => answers[i] = await claimAsync(requests[i], cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return answers;
    }

    /// <summary>A batch of writes or decisions.</summary>
    /// <param name="requests">The items.</param>
    /// <param name="atOnce">How many at most are under way. Positive.</param>
    /// <param name="key">The key of an item.</param>
    /// <param name="applyAsync">Applies one item.</param>
    /// <param name="cancellationToken">Ends it; what was under way may have been applied.</param>
    public static async ValueTask<TAnswer[]> EachAsync<TRequest, TAnswer>(
        IReadOnlyList<TRequest> requests,
        int atOnce,
        Func<TRequest, RecordKey> key,
        Func<TRequest, CancellationToken, ValueTask<TAnswer>> applyAsync,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(applyAsync);
        var answers = new TAnswer[requests.Count];
        await AllAsync(
            Enumerable.Range(0, requests.Count).GroupBy(i => key(requests[i])).ToArray(),
            atOnce,
            async ofOneKey =>
            {
                foreach (var i in ofOneKey)
                {
                    answers[i] = await applyAsync(requests[i], cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return answers;
    }

    private static async Task AllAsync<TItem>(TItem[] items, int atOnce, Func<TItem, Task> applyAsync, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atOnce);
        using var room = new SemaphoreSlim(atOnce);
        await Task.WhenAll(Array.ConvertAll(items, async item =>
        {
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await applyAsync(item).ConfigureAwait(false);
            }
            finally
            {
                room.Release();
            }
        })).ConfigureAwait(false);
    }
}
