namespace Idempotent;

/// <summary>A call with what its body needs. One subclass a return shape, so that nothing captures and nothing boxes.</summary>
internal abstract class StatefulCall<TState, TResult>(
    CallStart start, IdempotentOperation<TResult> operation, TState state, Func<TState, CancellationToken, Task<Reconciled<TResult>>>? reconcile)
    : Call<TResult>(start, operation)
{
    protected TState State { get; } = state;

    protected override bool CanReconcile => reconcile is not null;

    protected override Task<Reconciled<TResult>> ReconcileAsync(CancellationToken cancellationToken) => reconcile!(State, cancellationToken);
}

internal sealed class TaskCall<TState, TResult>(
    CallStart start,
    IdempotentOperation<TResult> operation,
    TState state,
    Func<TState, CancellationToken, Task<TResult>> body,
    Func<TState, CancellationToken, Task<Reconciled<TResult>>>? reconcile) : StatefulCall<TState, TResult>(start, operation, state, reconcile)
{
    protected override ValueTask<TResult> RunAsync(CancellationToken cancellationToken) => new(body(State, cancellationToken));
}

internal sealed class PlainTaskCall<TState>(
    CallStart start,
    IdempotentOperation<NoResult> operation,
    TState state,
    Func<TState, CancellationToken, Task> body,
    Func<TState, CancellationToken, Task<Reconciled<NoResult>>>? reconcile) : StatefulCall<TState, NoResult>(start, operation, state, reconcile)
{
    protected override async ValueTask<NoResult> RunAsync(CancellationToken cancellationToken)
    {
        await body(State, cancellationToken).ConfigureAwait(false);
        return default;
    }
}

internal sealed class ValueTaskCall<TState, TResult>(
    CallStart start,
    IdempotentOperation<TResult> operation,
    TState state,
    Func<TState, CancellationToken, ValueTask<TResult>> body,
    Func<TState, CancellationToken, Task<Reconciled<TResult>>>? reconcile) : StatefulCall<TState, TResult>(start, operation, state, reconcile)
{
    protected override ValueTask<TResult> RunAsync(CancellationToken cancellationToken) => body(State, cancellationToken);
}

internal sealed class PlainValueTaskCall<TState>(
    CallStart start,
    IdempotentOperation<NoResult> operation,
    TState state,
    Func<TState, CancellationToken, ValueTask> body,
    Func<TState, CancellationToken, Task<Reconciled<NoResult>>>? reconcile) : StatefulCall<TState, NoResult>(start, operation, state, reconcile)
{
    protected override async ValueTask<NoResult> RunAsync(CancellationToken cancellationToken)
    {
        await body(State, cancellationToken).ConfigureAwait(false);
        return default;
    }
}

internal sealed class BlockingCall<TState, TResult>(
    CallStart start,
    IdempotentOperation<TResult> operation,
    TState state,
    Func<TState, CancellationToken, TResult> body,
    Func<TState, CancellationToken, Task<Reconciled<TResult>>>? reconcile) : StatefulCall<TState, TResult>(start, operation, state, reconcile)
{
    protected override bool Blocks => true;

    protected override ValueTask<TResult> RunAsync(CancellationToken cancellationToken) => new(body(State, cancellationToken));
}

internal sealed class PlainBlockingCall<TState>(
    CallStart start,
    IdempotentOperation<NoResult> operation,
    TState state,
    Action<TState, CancellationToken> body,
    Func<TState, CancellationToken, Task<Reconciled<NoResult>>>? reconcile) : StatefulCall<TState, NoResult>(start, operation, state, reconcile)
{
    protected override bool Blocks => true;

    protected override ValueTask<NoResult> RunAsync(CancellationToken cancellationToken)
    {
        body(State, cancellationToken);
        return default;
    }
}
