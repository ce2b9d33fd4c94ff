using Microsoft.Data.Sqlite;

namespace Idempotent.Sqlite;

/// <summary>
/// The one writer of a store. A step that comes alone runs at once, on its caller's thread, in a transaction of its own, which takes the lock only where it writes. Steps that come while the file is taken wait in a queue and
/// then share one transaction, and so one wait for the disk. Thread-safe.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="turn">
/// Whose turn it is, within this process, to take the file's lock: the process's own writers queue here instead of polling the lock. Transactional bodies hold it too.
/// </param>
/// <param name="busyTimeout">How long a step waits before it fails.</param>
/// <param name="committed">Told of each commit before its callers are answered.</param>
internal sealed class Writer(DatabaseFile file, SemaphoreSlim turn, TimeSpan busyTimeout, Action<Session> committed) : IAsyncDisposable
{
    /// <summary>Bounds how long a group keeps other processes waiting.</summary>
    private const int LargestGroup = 256;

    private readonly object _gate = new();
    private readonly Queue<WriteStep> _queue = new();
    private readonly List<WriteStep> _group = [];
    private Session? _session;
    private bool _isDraining;
    private bool _isClosed;

    /// <summary>Runs a step in a transaction and answers when it has committed.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">The file failed, or was taken for too long. When a commit failed, the step may have been applied.</exception>
    public ValueTask<TAnswer> RunAsync<TArgument, TAnswer>(Func<Session, TArgument, TAnswer> step, TArgument argument, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return TryRunAlone(step, argument, out var answer) ? new(answer) : new(Enqueue(step, argument).WaitAsync(cancellationToken));
    }

    /// <summary>
    /// Runs a step at once if nobody else is at it; false when somebody is, in this process or another. A step that only reads succeeds also while another process writes.
    /// </summary>
    /// <remarks>
    /// The transaction begins with a read and takes the write lock at its first write. SQLite refuses that when another connection has committed since, so nothing can come between
    /// reading, deciding and writing here either; the step then waits in the queue and starts again.
    /// </remarks>
    public bool TryRunAlone<TArgument, TAnswer>(Func<Session, TArgument, TAnswer> step, TArgument argument, out TAnswer answer)
    {
        answer = default!;
        if (!TryTakeTurn())
        {
            return false;
        }

        try
        {
            var session = _session ??= file.OpenWriter();
            session.Transaction.BeginReading();
            answer = step(session, argument);
            Commit(session);
            return true;
        }
        catch (SqliteException e) when (SqliteErrors.IsBusy(e.SqliteErrorCode))
        {
            CloseTransaction();
            return false;
        }
        catch (SqliteException e)
        {
            throw Recover(e);
        }
        catch
        {
            CloseSession();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        FailWaiting(new ObjectDisposedException(nameof(SqliteIdempotencyStore)));
        // A transactional body that never ends must not keep us; nothing of ours is open then.
        if (await turn.WaitAsync(busyTimeout).ConfigureAwait(false))
        {
            CloseSession();
            turn.Release();
        }
    }

    /// <summary>Not while others wait for it.</summary>
    private bool TryTakeTurn()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteIdempotencyStore));
            return !_isDraining && turn.Wait(0);
        }
    }

    private WriteStep<TArgument, TAnswer> Enqueue<TArgument, TAnswer>(Func<Session, TArgument, TAnswer> step, TArgument argument)
    {
        var waiting = new WriteStep<TArgument, TAnswer>(step, argument, new(busyTimeout));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteIdempotencyStore));
            _queue.Enqueue(waiting);
            if (!_isDraining)
            {
                _isDraining = true;
                _ = Task.Run(DrainAsync);
            }
        }

        return waiting;
    }

    /// <summary>Group by group, until nobody waits. Between groups, the turn goes to who else wants it.</summary>
    private async Task DrainAsync()
    {
        while (LongestWaiting(endIfNone: true) is { } first)
        {
            if (await turn.WaitAsync(first.Deadline.Left).ConfigureAwait(false))
            {
                try
                {
                    await RunGroupAsync().ConfigureAwait(false);
                }
                finally
                {
                    turn.Release();
                }
            }
        }
    }

    /// <summary>Who waits longest; those who waited too long are told so first.</summary>
    private WriteStep? LongestWaiting(bool endIfNone)
    {
        lock (_gate)
        {
            while (_queue.TryPeek(out var first))
            {
                if (!first.IsGone && !first.Deadline.IsOver)
                {
                    return first;
                }

                _queue.Dequeue();
                if (first.TryTake())
                {
                    first.Fail(SqliteErrors.Busy(file.Path, busyTimeout));
                }
            }

            _isDraining &= !endIfNone;
            return null;
        }
    }

    private async Task RunGroupAsync()
    {
        try
        {
            var session = _session ??= file.OpenWriter();
            for (var tries = 0; !session.Transaction.TryBegin(); tries++)
            {
                await Deadline.PauseAsync(tries).ConfigureAwait(false);
                if (LongestWaiting(endIfNone: false) is null)
                {
                    return;
                }
            }
        }
        catch (Exception e)
        {
            FailWaiting(Recover(e));
            return;
        }

        RunGroup(_session);
    }

    private void RunGroup(Session session)
    {
        TakeGroup();
        try
        {
            foreach (var step in _group)
            {
                Apply(session, step);
            }

            Commit(session);
            _group.ForEach(static step => step.Answer());
        }
        catch (Exception e)
        {
            var failure = Recover(e);
            _group.ForEach(step => step.Fail(failure));
        }
        finally
        {
            _group.Clear();
        }
    }

    private void TakeGroup()
    {
        lock (_gate)
        {
            while (_group.Count < LargestGroup && _queue.TryDequeue(out var step))
            {
                if (step.TryTake())
                {
                    _group.Add(step);
                }
            }
        }
    }

    /// <summary>A step that fails takes nobody with it, unless SQLite gave up the whole transaction.</summary>
    private void Apply(Session session, WriteStep step)
    {
        session.Transaction.SetSavepoint();
        try
        {
            step.Apply(session);
        }
        catch (Exception e) when (session.Transaction.IsOpen)
        {
            session.Transaction.RollBackToSavepoint();
            step.Fail(e is SqliteException cause ? SqliteErrors.Unavailable(file.Path, cause) : e);
        }

        session.Transaction.ReleaseSavepoint();
    }

    private void Commit(Session session)
    {
        session.Transaction.Commit();
        committed(session);
    }

    private Exception Recover(Exception exception)
    {
        CloseSession();
        return exception is SqliteException cause ? SqliteErrors.Unavailable(file.Path, cause) : exception;
    }

    private void CloseTransaction()
    {
        _session?.ForgetChanges();
        _session?.Transaction.RollBack();
    }

    /// <summary>Rolls back what is open; the next step gets a new connection, since this one may be broken.</summary>
    private void CloseSession()
    {
        _session?.Dispose();
        _session = null;
    }

    private void FailWaiting(Exception exception)
    {
        lock (_gate)
        {
            while (_queue.TryDequeue(out var step))
            {
                if (step.TryTake())
                {
                    step.Fail(exception);
                }
            }
        }
    }
}
