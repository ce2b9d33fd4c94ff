namespace Idempotent.Sqlite;

/// <summary>One caller's step while it waits for its turn: applied inside a transaction that others may share, answered once that has committed.</summary>
internal abstract class WriteStep(Deadline deadline)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Gone = 2;

    private int _state;

    public Deadline Deadline { get; } = deadline;

    public bool IsGone => Volatile.Read(ref _state) == Gone;

    /// <summary>False when the caller has gone: the step must not be applied.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Applies the step and keeps its answer.</summary>
    public abstract void Apply(Session session);

    /// <summary>Gives the caller what <see cref="Apply"/> answered: the transaction has committed.</summary>
    public abstract void Answer();

    public abstract void Fail(Exception exception);

    /// <summary>False when the step was taken: then it ends as if nobody had cancelled it.</summary>
    protected bool TryGo() => Interlocked.CompareExchange(ref _state, Gone, Waiting) == Waiting;
}

/// <inheritdoc/>
internal sealed class WriteStep<TArgument, TAnswer>(Func<Session, TArgument, TAnswer> step, TArgument argument, Deadline deadline) : WriteStep(deadline)
{
    private readonly TaskCompletionSource<TAnswer> _caller = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TAnswer _answer = default!;

    /// <summary>The caller's side. Cancelling ends the wait for the turn, not a step that has begun.</summary>
    public async Task<TAnswer> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(Cancel, this).ConfigureAwait(false);
        return await _caller.Task.ConfigureAwait(false);

        static void Cancel(object? self, CancellationToken token)
        {
            if (self is WriteStep<TArgument, TAnswer> step && step.TryGo())
            {
                step._caller.TrySetCanceled(token);
            }
        }
    }

    public override void Apply(Session session) => _answer = step(session, argument);

    public override void Answer() => _caller.TrySetResult(_answer);

    public override void Fail(Exception exception) => _caller.TrySetException(exception);
}
