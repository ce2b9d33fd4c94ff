using System.Data;
using System.Globalization;
using Idempotent.PostgreSql.Connecting;
using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Transactions;

/// <summary>A transaction on a connection of the store's own.</summary>
internal sealed class OwnTransaction : StoreTransaction
{
    private readonly Database _database;
    private readonly TransactionStatements _statements;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private RecordKey? _claimed;
    private bool _isDisposed;

    private OwnTransaction(Database database, TransactionStatements statements, NpgsqlConnection connection, NpgsqlTransaction transaction, TimeSpan lease)
        : base(statements, connection, transaction)
    {
        (_database, _statements, _connection, _transaction) = (database, statements, connection, transaction);
        IdleTimeout = Math.Clamp(Math.Ceiling(lease.TotalMilliseconds), 1, int.MaxValue).ToString(CultureInfo.InvariantCulture);
    }

    protected override string IdleTimeout { get; }

    /// <summary>Makes no trip: the driver sends the beginning with the first statement.</summary>
    public static async ValueTask<OwnTransaction> BeginAsync(
        Database database, TransactionStatements statements, IsolationLevel isolation, TimeSpan lease, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new(database, statements, connection, await connection.BeginTransactionAsync(isolation, cancellationToken).ConfigureAwait(false), lease);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var answer = await base.ClaimAsync(request, cancellationToken).ConfigureAwait(false);
        _claimed = answer.IsGiven ? request.Key : _claimed;
        return answer;
    }

    public override async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        RequireOpen();
        try
        {
            await RunAsync(() => _transaction.CommitAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (IdempotencyStoreUnavailableException) when (IsLost && _claimed is not null)
        {
            await WaitForEndAsync(_claimed).ConfigureAwait(false);
            throw;
        }
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
            await _transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgreSqlErrors.IsUnavailable(e))
        {
            // With the connection went the transaction.
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The server may still be at a commit whose connection is lost. Once the lock is free it is not, and whoever reads the record reads how it ended.</summary>
    private async ValueTask WaitForEndAsync(RecordKey key)
    {
        try
        {
            await _database.RunAsync(_statements.Lock.WaitFor(key), static _ => true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IdempotencyStoreUnavailableException)
        {
            // Who asks again finds out.
        }
    }
}
