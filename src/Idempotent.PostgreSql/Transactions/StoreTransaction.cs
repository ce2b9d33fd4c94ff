using System.Data;
using System.Data.Common;
using Idempotent.PostgreSql.Connecting;
using Idempotent.PostgreSql.Statements;
using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Transactions;

/// <summary>
/// Records inside a transaction that also has the application's writes. Who claims takes the key's advisory lock, which is kept until the end: it is the lease, and tells others that the key is busy.
/// </summary>
internal abstract class StoreTransaction(TransactionStatements statements, NpgsqlConnection connection, NpgsqlTransaction transaction) : IStoreTransaction
{
    public DbConnection Connection => connection;

    public DbTransaction Transaction => transaction;

    public bool IsOpen
    {
        get
        {
            try
            {
                // The driver knows by each answer of the server whether it is in a transaction, and says so without a trip by refusing this.
                _ = transaction.IsolationLevel;
                return connection.State == ConnectionState.Open;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }
    }

    public bool IsLost => connection.FullState.HasFlag(ConnectionState.Broken);

    /// <summary>After how many milliseconds without a statement the server ends the transaction; null where that is not ours to say.</summary>
    protected virtual string? IdleTimeout => null;

    public virtual async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        RecordRules.Validate(request);
        while (true)
        {
            var found = await RunAsync(statements.Claim.InTransaction(request, IdleTimeout), RecordColumns.Read, cancellationToken).ConfigureAwait(false);
            var record = found.Record;
            ClaimResult answer = new() { Status = ClaimStatus.Busy };
            if (found.Key is null || !RecordRules.Claim(ref record, request, found.Now, fencingFloor: 0, out answer))
            {
                return answer;
            }

            // A row that is there is taken over: by one transaction, and nobody waits for its end.
            if (!await RunAsync(statements.Lock.TryFor(request.Key), static row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false))
            {
                return new() { Status = ClaimStatus.Busy };
            }

            if (await RunAsync(statements.Replace.For(found, record), static row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false))
            {
                return answer;
            }
        }
    }

    public async ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = OwnedWrite.AskAgain;
            while (answer == OwnedWrite.AskAgain)
            {
                answer = await RunAsync(statements.Complete.For(request), static row => row.GetInt32(0), cancellationToken).ConfigureAwait(false);
            }

            return (WriteStatus)answer;
        }
        catch (IdempotencyStoreUnavailableException) when (IsLost)
        {
            // With the connection went the transaction, which was the lease: the server ended it, or will.
            return WriteStatus.NotOwner;
        }
    }

    public ValueTask SaveAsync(string savepoint, CancellationToken cancellationToken) => RunAsync(() => transaction.SaveAsync(savepoint, cancellationToken));

    public ValueTask RollbackToAsync(string savepoint, CancellationToken cancellationToken) => RunAsync(() => transaction.RollbackAsync(savepoint, cancellationToken));

    public abstract ValueTask CommitAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    protected void RequireOpen()
    {
        if (!IsOpen)
        {
            throw IsLost
                ? new IdempotencyStoreUnavailableException("The connection of the transaction is lost, and all that it did is rolled back.")
                : new InvalidOperationException("The transaction is over: the body of a transactional operation must neither commit nor roll back.");
        }
    }

    protected async ValueTask RunAsync(Func<Task> step)
    {
        RequireOpen();
        await Database.RunInTransactionAsync(
            async () =>
            {
                await step().ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
    }

    private async ValueTask<TAnswer> RunAsync<TAnswer>(NpgsqlBatchCommand statement, Func<NpgsqlDataReader, TAnswer> read, CancellationToken cancellationToken)
    {
        RequireOpen();
        return (await Database.RunInTransactionAsync(() => Database.RunAsync(connection, [statement], read, cancellationToken)).ConfigureAwait(false))[0];
    }
}
