using System.Data;
using System.Data.Common;
using Idempotent.PostgreSql.Connecting;
using Idempotent.PostgreSql.Transactions;
using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql;

public sealed partial class PostgreSqlIdempotencyStore
{
    private readonly TransactionStatements _inTransaction;
    private readonly IsolationLevel _isolation;
    private readonly int _transactionRetries;

    /// <inheritdoc/>
    public async ValueTask<IStoreTransaction> BeginAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        await OwnTransaction.BeginAsync(_database, _inTransaction, _isolation, lease, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public IStoreTransaction Join(DbTransaction transaction) =>
        transaction is NpgsqlTransaction { Connection: { } connection } ours && new JoinedTransaction(_database, _inTransaction, connection, ours) is { IsOpen: true } joined
            ? joined
            : throw new ArgumentException("The transaction is over, or is not of Npgsql.", nameof(transaction));

    /// <inheritdoc/>
    /// <remarks>After a serialization failure or a deadlock, as often as <see cref="PostgreSqlOptions.TransactionRetries"/> says.</remarks>
    public bool IsToBeRunAgain(Exception failure, int runs) => runs <= _transactionRetries && PostgreSqlErrors.IsToBeTriedAgain(failure);
}
