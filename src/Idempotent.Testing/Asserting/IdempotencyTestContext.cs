using Idempotent.Keys;
using Idempotent.Storing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Idempotent.Testing;

/// <summary>
/// Gives a unit test of a body the <see cref="IdempotencyContext"/> that it has when it runs: the same key, attempt and derived values, with a lease in a store in memory. Dispose it at
/// the end of the test.
/// </summary>
/// <remarks>Begin it in the test method itself: what an async method changes of the current context ends with that method.</remarks>
public sealed class IdempotencyTestContext : IDisposable
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InMemoryIdempotencyStore _store;
    private readonly IdempotencyRuntime _runtime;
    private readonly Task _run;
    private bool _isDisposed;

    private IdempotencyTestContext(string key, string operation, int attempt, TimeProvider time)
    {
        _store = new(time);
        _runtime = new(new(), new Dictionary<string, IIdempotencyStore> { [""] = _store }, null, time, NullLoggerFactory.Instance);
        try
        {
            for (var earlier = 1; earlier < attempt; earlier++)
            {
                Run(key, operation, static _ => Task.FromException(new EarlierAttemptException())).ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
            }

            var running = new TaskCompletionSource<IdempotencyContext>(TaskCreationOptions.RunContinuationsAsynchronously);
            _run = Run(key, operation, context =>
            {
                running.SetResult(context);
                return _end.Task;
            });
            Context = Task.WhenAny(running.Task, Failed(_run)).Unwrap().GetAwaiter().GetResult();
        }
        catch
        {
            _runtime.Dispose();
            throw;
        }
    }

    /// <summary>The context: <see cref="IdempotencyContext.Current"/> until this is disposed.</summary>
    public IdempotencyContext Context { get; }

    /// <summary>Begins a context.</summary>
    /// <param name="key">The only part of the key, e.g. <c>order-42</c>.</param>
    /// <param name="operation">The operation's name, part of the key and so of derived values. Default <c>test</c>.</param>
    /// <param name="attempt">Which attempt runs. Positive. Default 1.</param>
    /// <param name="time">The clock of store and runtime; null for the system's.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> or <paramref name="operation"/> is null or empty, or <paramref name="attempt"/> is not positive.</exception>
    public static IdempotencyTestContext Begin(string key, string operation = "test", int attempt = 1, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(attempt);
        var test = new IdempotencyTestContext(key, operation, attempt, time ?? TimeProvider.System);
        test.Context.Enter();
        return test;
    }

    /// <summary>Takes the record away, as a later attempt would: <see cref="IdempotencyContext.LeaseLost"/> is cancelled, and <see cref="IdempotencyContext.EnsureOwnedAsync"/> throws.</summary>
    public async Task LoseLeaseAsync()
    {
        await _store.DeleteAsync(new(Context.Key), default).ConfigureAwait(false);
        try
        {
            await Context.EnsureOwnedAsync().ConfigureAwait(false);
        }
        catch (IdempotencyLeaseLostException)
        {
            // That is what it was called for: the runtime knows now.
        }
    }

    /// <summary>Ends the context: the current one is again what it was before.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Context.Leave();
        _end.SetResult();
        _run.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        _runtime.Dispose();
    }

    private Task Run(string key, string operation, Func<IdempotencyContext, Task> body) => Task.Run(() => _runtime.ExecuteAsync(
        new IdempotentOperation<NoResult>(operation), KeyWriter.Of(key), default, body, static (body, _) => body(IdempotencyContext.Required)));

    private static async Task<IdempotencyContext> Failed(Task run)
    {
        await run.ConfigureAwait(false);
        throw new InvalidOperationException("The body ended before the test.");
    }

    private sealed class EarlierAttemptException() : Exception("An earlier attempt failed.");
}
