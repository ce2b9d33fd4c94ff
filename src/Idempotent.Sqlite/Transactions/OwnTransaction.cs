using Idempotent.Storing;
using Microsoft.Data.Sqlite;

namespace Idempotent.Sqlite;

/// <summary>A transaction on a connection of the store's own. Nothing is locked before the first step, so that a duplicate can be answered without a lock, or told that the file is busy.</summary>
internal sealed class OwnTransaction : StoreTransaction
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly SemaphoreSlim _turn;
    private readonly Func<ClaimRequest, ClaimResult?> _tryAnswer;
    private readonly Action<Session> _committed;
    private bool _isDisposed;

    private OwnTransaction(
        DatabaseFile file, SqliteConnection connection, SqliteTransaction transaction, SemaphoreSlim turn, TimeSpan busyTimeout,
        Func<ClaimRequest, ClaimResult?> tryAnswer, Action<Session> committed)
        : base(file, transaction, busyTimeout) =>
        (_connection, _transaction, _turn, _tryAnswer, _committed) = (connection, transaction, turn, tryAnswer, committed);

    /// <param name="file">The file, ready.</param>
    /// <param name="turn">Whose turn it is in this process; held from the first step to the end.</param>
    /// <param name="busyTimeout">How long a step other than a claim waits for the lock.</param>
    /// <param name="tryAnswer">Answers a claim that changes nothing.</param>
    /// <param name="committed">Told of the commit.</param>
    public static OwnTransaction Begin(
        DatabaseFile file, SemaphoreSlim turn, TimeSpan busyTimeout, Func<ClaimRequest, ClaimResult?> tryAnswer, Action<Session> committed)
    {
        var connection = file.OpenForBody();
        try
        {
            // Deferred: the driver would block this thread until the lock is free.
            return new(file, connection, connection.BeginTransaction(deferred: true), turn, busyTimeout, tryAnswer, committed);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteErrors.Unavailable(file.Path, e);
        }
    }

    public override ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        Run(_transaction.Commit);
        _committed(Session);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        try
        {
            await base.DisposeAsync().ConfigureAwait(false);
            await _transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (SqliteException)
        {
            // The body ended it behind the driver's back: there is nothing to roll back.
        }
        finally
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
            if (IsLocked)
            {
                GiveTurn();
            }
        }
    }

    protected override ClaimResult? TryAnswer(in ClaimRequest request) => _tryAnswer(request);

    protected override Task<bool> TakeTurnAsync(TimeSpan limit, CancellationToken cancellationToken) => _turn.WaitAsync(limit, cancellationToken);

    protected override void GiveTurn() => _turn.Release();
}
