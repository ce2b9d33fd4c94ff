namespace Idempotent.Testing;

/// <summary>What goes wrong with one call of a <see cref="FaultingStore"/>. Made for one injection. Thread-safe.</summary>
public sealed class StoreFault
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<Task>? _before;
    private readonly Func<Task>? _after;

    private StoreFault(Func<Task>? before, Func<Task>? after)
    {
        _before = before;
        _after = after;
    }

    /// <summary>Completes when a call has come to the fault.</summary>
    public Task Reached => _reached.Task;

    /// <summary>The store can't be reached: the step is not applied, and the caller gets <see cref="IdempotencyStoreUnavailableException"/>.</summary>
    public static StoreFault Unavailable() => new(() => Task.FromException(new IdempotencyStoreUnavailableException("The store is down, by injection: the step was not applied.")), null);

    /// <summary>The reply is lost: the step is applied, and the caller gets <see cref="IdempotencyStoreUnavailableException"/>.</summary>
    public static StoreFault ReplyLost() => new(null, () => Task.FromException(new IdempotencyStoreUnavailableException("The reply was lost, by injection: the step was applied.")));

    /// <summary>The request is under way until a task completes; a task that fails fails the call, with nothing applied.</summary>
    public static StoreFault DelayedRequest(Task until) => new(() => until, null);

    /// <summary>The step is applied, and its reply is under way until a task completes; a task that fails fails the call.</summary>
    public static StoreFault DelayedReply(Task until) => new(null, () => until);

    internal async ValueTask<TAnswer> ApplyAsync<TAnswer>(Func<ValueTask<TAnswer>> next)
    {
        if (_before is not null)
        {
            _reached.TrySetResult();
            await _before().ConfigureAwait(false);
        }

        var answer = await next().ConfigureAwait(false);
        if (_after is not null)
        {
            _reached.TrySetResult();
            await _after().ConfigureAwait(false);
        }

        return answer;
    }
}
