namespace Idempotent.Testing;

/// <summary>A method that was to run once did not, or its duplicates were answered differently.</summary>
public sealed class IdempotencyAssertException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>Assertions about idempotent methods, for any test framework.</summary>
public static class IdempotencyAssert
{
    /// <summary>
    /// Calls a method many times under one key, first at once and then one after the other, and asserts that its effect happened once and that every caller got an equal result.
    /// </summary>
    /// <typeparam name="TResult">The method's result.</typeparam>
    /// <param name="call">The call, with the same arguments each time. Called concurrently.</param>
    /// <param name="effects">How many effects there have been so far, e.g. the rows of a table or the calls of a fake gateway.</param>
    /// <param name="duplicates">How many callers call at once, and how many retries follow. Positive. Default 8.</param>
    /// <param name="comparer">Tells equal results; null for the default.</param>
    /// <returns>The result.</returns>
    /// <exception cref="IdempotencyAssertException">A call failed, a result differs, or the effect did not happen exactly once.</exception>
    public static async Task<TResult> RunsOnceAsync<TResult>(
        Func<Task<TResult>> call, Func<int> effects, int duplicates = 8, IEqualityComparer<TResult>? comparer = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(duplicates);
        var before = effects();
        var barrier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = Enumerable.Range(1, duplicates).Select(caller => CallAsync(call, $"of caller {caller} of {duplicates} at once", barrier.Task)).ToArray();
        barrier.SetResult();
        var results = (await Task.WhenAll(callers).ConfigureAwait(false)).ToList();
        for (var retry = 1; retry <= duplicates; retry++)
        {
            results.Add(await CallAsync(call, $"of retry {retry}", Task.CompletedTask).ConfigureAwait(false));
        }

        var happened = effects() - before;
        if (happened != 1)
        {
            throw new IdempotencyAssertException($"The effect was to happen once in {results.Count} calls under one key, but it happened {happened} times.");
        }

        var equality = comparer ?? EqualityComparer<TResult>.Default;
        var other = results.FindIndex(result => !equality.Equals(results[0], result));
        return other < 0
            ? results[0]
            : throw new IdempotencyAssertException($"Every caller was to get an equal result, but the first got '{results[0]}' and call {other + 1} got '{results[other]}'.");
    }

    /// <summary>As <see cref="RunsOnceAsync{TResult}"/>, for a method without a result.</summary>
    /// <param name="call">The call, with the same arguments each time. Called concurrently.</param>
    /// <param name="effects">How many effects there have been so far.</param>
    /// <param name="duplicates">How many callers call at once, and how many retries follow. Positive. Default 8.</param>
    /// <exception cref="IdempotencyAssertException">A call failed, or the effect did not happen exactly once.</exception>
    public static Task RunsOnceAsync(Func<Task> call, Func<int> effects, int duplicates = 8)
    {
        ArgumentNullException.ThrowIfNull(call);
        return RunsOnceAsync(
            async () =>
            {
                await call().ConfigureAwait(false);
                return default(NoResult);
            },
            effects,
            duplicates);
    }

    private static async Task<TResult> CallAsync<TResult>(Func<Task<TResult>> call, string which, Task barrier)
    {
        await barrier.ConfigureAwait(false);
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            throw new IdempotencyAssertException($"Every call was to get the result, but the call {which} failed: {failure.Message}", failure);
        }
    }
}
