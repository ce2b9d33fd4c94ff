using System.Data.Common;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests;

/// <summary>A right transactional store, but for what is planted into its transactions.</summary>
public sealed class BrokenTransactional(IIdempotencyStore right, Func<IStoreTransaction, IIdempotencyStore, BrokenTransaction> plant) : DelegatingTransactionalStore(right)
{
    /// <summary>Get shows these too.</summary>
    public Func<RecordKey, IdempotencyRecord?, IdempotencyRecord?>? Get { get; init; }

    public override async ValueTask<IStoreTransaction> BeginAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        plant(await base.BeginAsync(lease, cancellationToken), Inner);

    public override IStoreTransaction Join(DbTransaction transaction) => plant(base.Join(transaction), Inner).AsJoined();

    public override async ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken)
    {
        var record = await base.GetAsync(key, cancellationToken);
        return Get is null ? record : Get(key, record);
    }
}

/// <summary>A right transaction, unless a fault is planted in place of a step.</summary>
public sealed class BrokenTransaction(IStoreTransaction right) : IStoreTransaction
{
    private bool _isJoined;
    private bool _isCommitted;

    public Func<ClaimRequest, ValueTask<ClaimResult>>? Claim { get; init; }

    public Func<CompleteRequest, CompleteRequest>? Completes { get; init; }

    public bool IsAlwaysOpen { get; init; }

    public bool IgnoresSavepoints { get; init; }

    public bool CommitsAtItsEnd { get; init; }

    public bool RollsBackAtItsEnd { get; init; }

    /// <summary>Called at the end, committed or not.</summary>
    public Action? Ended { get; init; }

    public DbConnection Connection => right.Connection;

    public DbTransaction Transaction => right.Transaction;

    public bool IsOpen => IsAlwaysOpen || right.IsOpen;

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => Claim?.Invoke(request) ?? right.ClaimAsync(request, cancellationToken);

    public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
        right.CompleteAsync(Completes?.Invoke(request) ?? request, cancellationToken);

    public ValueTask SaveAsync(string savepoint, CancellationToken cancellationToken) => right.SaveAsync(savepoint, cancellationToken);

    public ValueTask RollbackToAsync(string savepoint, CancellationToken cancellationToken) =>
        IgnoresSavepoints ? ValueTask.CompletedTask : right.RollbackToAsync(savepoint, cancellationToken);

    public ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        _isCommitted = true;
        return right.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isCommitted && right.IsOpen)
        {
            await (CommitsAtItsEnd && !_isJoined ? Transaction.CommitAsync() : RollsBackAtItsEnd ? Transaction.RollbackAsync() : Task.CompletedTask);
        }

        Ended?.Invoke();
        await right.DisposeAsync();
    }

    internal BrokenTransaction AsJoined()
    {
        _isJoined = true;
        return this;
    }
}
