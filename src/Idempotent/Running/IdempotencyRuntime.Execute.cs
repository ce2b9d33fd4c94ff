#pragma warning disable CA1068 // The token stays where callers of the method expect it; what is rarely given comes after.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Idempotent.Keys;

namespace Idempotent;

/// <content>The ways in: one a return shape.</content>
public sealed partial class IdempotencyRuntime
{
    /// <summary>Runs the body once per key and gives every duplicate its outcome.</summary>
    /// <typeparam name="TState">What the body needs, handed to it so that it captures nothing.</typeparam>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="operation">The operation: one static instance.</param>
    /// <param name="key">The key's parts, as canonical bytes.</param>
    /// <param name="fingerprint">The fingerprint's parts; a writer that wrote nothing for none.</param>
    /// <param name="state">Handed to <paramref name="body"/> and <paramref name="reconcile"/>.</param>
    /// <param name="body">Runs once per key. Its token is <paramref name="cancellationToken"/> plus lease loss and <see cref="IdempotencyOptions.MaxRunning"/>.</param>
    /// <param name="cancellationToken">The caller's. Before the body it gives the claim back; in the body it is the body's to observe; it ends the wait of a duplicate.</param>
    /// <param name="reconcile">Finds out what an attempt that died under <see cref="WhenAbandoned.Hold"/> did, in place of running the body.</param>
    /// <exception cref="IdempotencyKeyReusedException">The key belongs to a call with another fingerprint.</exception>
    /// <exception cref="IdempotencyInProgressException">The first run is in progress, and the operation rejects duplicates or the wait is over.</exception>
    /// <exception cref="IdempotencyOutcomeUnknownException">The record is held.</exception>
    /// <exception cref="IdempotencyLeaseLostException">The body ran, and another attempt had taken the record over.</exception>
    /// <exception cref="IdempotencyOutcomeNotStoredException">The body ran before and its result could not be stored.</exception>
    /// <exception cref="IdempotencyOutcomeUnreadableException">The stored outcome can't be read.</exception>
    /// <exception cref="IdempotencyStoredFailureException">The outcome is a failure whose own type can't be built.</exception>
    /// <exception cref="IdempotencyReentrancyException">The body called itself with its own key.</exception>
    /// <exception cref="IdempotencyStoreUnavailableException">The store is down; the body did not run.</exception>
    /// <exception cref="IdempotencyKeyException">The key or scope can't be used.</exception>
    /// <exception cref="IdempotencyNotConfiguredException">The operation needs what is not configured.</exception>
    /// <exception cref="ObjectDisposedException">The runtime is disposed.</exception>
    public Task<TResult> ExecuteAsync<TState, TResult>(
        IdempotentOperation<TResult> operation,
        scoped in KeyWriter key,
        scoped in KeyWriter fingerprint,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken = default,
        Func<TState, CancellationToken, Task<Reconciled<TResult>>>? reconcile = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (Recall(operation, key, fingerprint, cancellationToken, out var local) is { } known)
        {
            return Of(operation, known).GetAsync();
        }

        var call = new TaskCall<TState, TResult>(Begin(operation, key, fingerprint, cancellationToken, local), operation, state, body, reconcile);
        return call.ExecuteAsync().AsTask();
    }

    /// <inheritdoc cref="ExecuteAsync{TState,TResult}(IdempotentOperation{TResult},in KeyWriter,in KeyWriter,TState,Func{TState,CancellationToken,Task{TResult}},CancellationToken,Func{TState,CancellationToken,Task{Reconciled{TResult}}})"/>
    public Task ExecuteAsync<TState>(
        IdempotentOperation<NoResult> operation,
        scoped in KeyWriter key,
        scoped in KeyWriter fingerprint,
        TState state,
        Func<TState, CancellationToken, Task> body,
        CancellationToken cancellationToken = default,
        Func<TState, CancellationToken, Task<Reconciled<NoResult>>>? reconcile = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (Recall(operation, key, fingerprint, cancellationToken, out var local) is { } known)
        {
            return Of(operation, known).GetAsync();
        }

        var call = new PlainTaskCall<TState>(Begin(operation, key, fingerprint, cancellationToken, local), operation, state, body, reconcile);
        return call.ExecuteAsync().AsTask();
    }

    /// <inheritdoc cref="ExecuteAsync{TState,TResult}(IdempotentOperation{TResult},in KeyWriter,in KeyWriter,TState,Func{TState,CancellationToken,Task{TResult}},CancellationToken,Func{TState,CancellationToken,Task{Reconciled{TResult}}})"/>
    public ValueTask<TResult> ExecuteValueAsync<TState, TResult>(
        IdempotentOperation<TResult> operation,
        scoped in KeyWriter key,
        scoped in KeyWriter fingerprint,
        TState state,
        Func<TState, CancellationToken, ValueTask<TResult>> body,
        CancellationToken cancellationToken = default,
        Func<TState, CancellationToken, Task<Reconciled<TResult>>>? reconcile = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (Recall(operation, key, fingerprint, cancellationToken, out var local) is { } known)
        {
            return Of(operation, known).GetValueAsync();
        }

        var call = new ValueTaskCall<TState, TResult>(Begin(operation, key, fingerprint, cancellationToken, local), operation, state, body, reconcile);
        return call.ExecuteAsync();
    }

    /// <inheritdoc cref="ExecuteAsync{TState,TResult}(IdempotentOperation{TResult},in KeyWriter,in KeyWriter,TState,Func{TState,CancellationToken,Task{TResult}},CancellationToken,Func{TState,CancellationToken,Task{Reconciled{TResult}}})"/>
    public ValueTask ExecuteValueAsync<TState>(
        IdempotentOperation<NoResult> operation,
        scoped in KeyWriter key,
        scoped in KeyWriter fingerprint,
        TState state,
        Func<TState, CancellationToken, ValueTask> body,
        CancellationToken cancellationToken = default,
        Func<TState, CancellationToken, Task<Reconciled<NoResult>>>? reconcile = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (Recall(operation, key, fingerprint, cancellationToken, out var local) is { } known)
        {
            return WithoutResult(Of(operation, known).GetValueAsync());
        }

        var call = new PlainValueTaskCall<TState>(Begin(operation, key, fingerprint, cancellationToken, local), operation, state, body, reconcile);
        return WithoutResult(call.ExecuteAsync());
    }

    /// <inheritdoc cref="ExecuteAsync{TState,TResult}(IdempotentOperation{TResult},in KeyWriter,in KeyWriter,TState,Func{TState,CancellationToken,Task{TResult}},CancellationToken,Func{TState,CancellationToken,Task{Reconciled{TResult}}})"/>
    /// <remarks>Blocks on the store where that is not synchronous; the body runs on the calling thread.</remarks>
    public TResult Execute<TState, TResult>(
        IdempotentOperation<TResult> operation,
        scoped in KeyWriter key,
        scoped in KeyWriter fingerprint,
        TState state,
        Func<TState, CancellationToken, TResult> body,
        CancellationToken cancellationToken = default,
        Func<TState, CancellationToken, Task<Reconciled<TResult>>>? reconcile = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (Recall(operation, key, fingerprint, cancellationToken, out var local) is { } known)
        {
            return Of(operation, known).Get();
        }

        var call = new BlockingCall<TState, TResult>(Begin(operation, key, fingerprint, cancellationToken, local), operation, state, body, reconcile);
        return call.ExecuteAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="ExecuteAsync{TState,TResult}(IdempotentOperation{TResult},in KeyWriter,in KeyWriter,TState,Func{TState,CancellationToken,Task{TResult}},CancellationToken,Func{TState,CancellationToken,Task{Reconciled{TResult}}})"/>
    /// <remarks>Blocks on the store where that is not synchronous; the body runs on the calling thread.</remarks>
    public void Execute<TState>(
        IdempotentOperation<NoResult> operation,
        scoped in KeyWriter key,
        scoped in KeyWriter fingerprint,
        TState state,
        Action<TState, CancellationToken> body,
        CancellationToken cancellationToken = default,
        Func<TState, CancellationToken, Task<Reconciled<NoResult>>>? reconcile = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (Recall(operation, key, fingerprint, cancellationToken, out var local) is not null)
        {
            return;
        }

        var call = new PlainBlockingCall<TState>(Begin(operation, key, fingerprint, cancellationToken, local), operation, state, body, reconcile);
        call.ExecuteAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>The plan, which was compared, is that of this very operation: no need to look at the type again.</summary>
    private static LocalOutcome<TResult> Of<TResult>(IdempotentOperation<TResult> operation, LocalOutcome known)
    {
        Debug.Assert(ReferenceEquals(known.Plan.Operation, operation), "It was found under this operation's plan.");
        return Unsafe.As<LocalOutcome<TResult>>(known);
    }

    private static async ValueTask WithoutResult(ValueTask<NoResult> call) => await call.ConfigureAwait(false);
}
