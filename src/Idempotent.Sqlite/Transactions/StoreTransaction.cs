using System.Data;
using System.Data.Common;
using Idempotent.Storing;
using Microsoft.Data.Sqlite;

namespace Idempotent.Sqlite;

/// <summary>
/// Records inside a transaction that also has the application's writes. The file's write lock is taken at the first step and kept until the end: it is the lease.
/// </summary>
internal abstract class StoreTransaction(DatabaseFile file, SqliteTransaction transaction, TimeSpan busyTimeout) : IStoreTransaction
{
    /// <summary>How long a claim waits for a writer that is about to finish, before it says that the file is busy.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(25);

    public DbConnection Connection { get; } = transaction.Connection!;

    public DbTransaction Transaction => transaction;

    public bool IsOpen => transaction.Connection is { State: ConnectionState.Open } && Session.Transaction.IsOpen;

    protected Session Session { get; } = file.OpenSessionOn(transaction.Connection!);

    /// <summary>Whether the write lock is taken, and the turn with it.</summary>
    protected bool IsLocked { get; private set; }

    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        if (!file.TryReady())
        {
            throw new InvalidOperationException(
                $"The store's tables are not in '{file.Path}' yet, and can't be made while the transaction has the file: use the store once before it, such as by a count at start-up.");
        }

        if (!file.IsOpenIn((SqliteConnection)Connection))
        {
            throw new InvalidOperationException($"The transaction is one of another database than the store's '{file.Path}', so its records would not commit with the store's.");
        }

        if (!IsLocked && TryAnswer(request) is { } answer)
        {
            return answer;
        }

        return await TryLockAsync(s_patience, cancellationToken).ConfigureAwait(false)
            ? Run(static (session, request) => session.Claim(request), request)
            : new() { Status = ClaimStatus.Busy };
    }

    public async ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
        await TryLockAsync(busyTimeout, cancellationToken).ConfigureAwait(false)
            ? Run(static (session, request) => session.Apply<CompleteRequest, WriteStatus>(request.Key, request, RecordRules.Complete), request)
            : throw SqliteErrors.Busy(file.Path, busyTimeout);

    public ValueTask SaveAsync(string savepoint, CancellationToken cancellationToken)
    {
        Run(() => transaction.Save(savepoint));
        return ValueTask.CompletedTask;
    }

    public ValueTask RollbackToAsync(string savepoint, CancellationToken cancellationToken)
    {
        Run(() => transaction.Rollback(savepoint));
        return ValueTask.CompletedTask;
    }

    public abstract ValueTask CommitAsync(CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        Session.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The answer to a claim that needs no lock, where it can be given.</summary>
    protected abstract ClaimResult? TryAnswer(in ClaimRequest request);

    /// <summary>Waits until no other writer of this process comes first.</summary>
    protected abstract Task<bool> TakeTurnAsync(TimeSpan limit, CancellationToken cancellationToken);

    protected abstract void GiveTurn();

    protected void Run(Action step) => Run(static (_, step) => { step(); return 0; }, step);

    private TAnswer Run<TArgument, TAnswer>(Func<Session, TArgument, TAnswer> step, TArgument argument)
    {
        if (!IsOpen)
        {
            throw new InvalidOperationException("The transaction is over: the body of a transactional operation must neither commit nor roll back.");
        }

        try
        {
            return step(Session, argument);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Unavailable(file.Path, e);
        }
    }

    private async ValueTask<bool> TryLockAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(limit);
        if (IsLocked || !await TakeTurnAsync(limit, cancellationToken).ConfigureAwait(false))
        {
            return IsLocked;
        }

        try
        {
            for (var tries = 0; !Run(static (session, _) => session.Transaction.TryLock(), 0); tries++)
            {
                if (deadline.IsOver)
                {
                    return false;
                }

                await Deadline.PauseAsync(tries, cancellationToken).ConfigureAwait(false);
            }

            return IsLocked = true;
        }
        finally
        {
            if (!IsLocked)
            {
                GiveTurn();
            }
        }
    }
}
