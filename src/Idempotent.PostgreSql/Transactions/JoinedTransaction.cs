using Idempotent.PostgreSql.Connecting;
using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Transactions;

/// <summary>A transaction that the caller brought. Its end is the caller's.</summary>
internal sealed class JoinedTransaction(Database database, TransactionStatements statements, NpgsqlConnection connection, NpgsqlTransaction transaction)
    : StoreTransaction(statements, connection, transaction)
{
    private readonly string _name = connection.Database;

    public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        if (_name != database.Name)
        {
            throw new InvalidOperationException($"The transaction is one of the database '{_name}' and the store's is '{database.Name}', so its records would not commit with the store's.");
        }

        await database.MakeReadyAsync(cancellationToken).ConfigureAwait(false);
        return await base.ClaimAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask CommitAsync(CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The caller brought this transaction and commits it.");

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
