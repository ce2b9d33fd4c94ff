using System.Data.Common;
using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>A <see cref="DelegatingStore"/> with transactions; to begin or join one throws <see cref="NotSupportedException"/> where the other store has none.</summary>
/// <param name="inner">The other store.</param>
public abstract class DelegatingTransactionalStore(IIdempotencyStore inner) : DelegatingStore(inner), ITransactionalStore
{
    /// <inheritdoc/>
    public virtual async ValueTask<IStoreTransaction> BeginAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        new Transaction(this, await InvokeAsync(new(StoreStep.Begin, []), () => Capability<ITransactionalStore>().BeginAsync(lease, cancellationToken)).ConfigureAwait(false));

    /// <inheritdoc/>
    public virtual IStoreTransaction Join(DbTransaction transaction) => new Transaction(this, Capability<ITransactionalStore>().Join(transaction));

    /// <inheritdoc/>
    public virtual bool IsToBeRunAgain(Exception failure, int runs) => Inner is ITransactionalStore store && store.IsToBeRunAgain(failure, runs);

    private sealed class Transaction(DelegatingTransactionalStore store, IStoreTransaction inner) : IStoreTransaction
    {
        public DbConnection Connection => inner.Connection;

        DbTransaction IStoreTransaction.Transaction => inner.Transaction;

        public bool IsOpen => inner.IsOpen;

        public bool IsLost => inner.IsLost;

        public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
            store.InvokeAsync(new(StoreStep.Claim, [request.Key]), () => inner.ClaimAsync(request, cancellationToken));

        public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
            store.InvokeAsync(new(StoreStep.Complete, [request.Key]), () => inner.CompleteAsync(request, cancellationToken));

        public ValueTask SaveAsync(string savepoint, CancellationToken cancellationToken) => inner.SaveAsync(savepoint, cancellationToken);

        public ValueTask RollbackToAsync(string savepoint, CancellationToken cancellationToken) => inner.RollbackToAsync(savepoint, cancellationToken);

        public async ValueTask CommitAsync(CancellationToken cancellationToken) => await store.InvokeAsync<bool>(
            new(StoreStep.Commit, []),
            async () =>
            {
                await inner.CommitAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
