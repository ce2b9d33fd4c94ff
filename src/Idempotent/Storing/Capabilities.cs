using System.Data.Common;

namespace Idempotent.Storing;

/// <summary>Optional: a store that wakes those who wait for a record.</summary>
public interface IWatchingStore
{
    /// <summary>
    /// Starts to watch a record: changes after this returns wake <see cref="IRecordWatch.WaitAsync"/>. Subscribe, read again, wait: in that order no change is missed.
    /// </summary>
    ValueTask<IRecordWatch> WatchAsync(RecordKey key, CancellationToken cancellationToken);
}

/// <summary>A watch on one record. Disposing it ends the subscription. One caller at a time.</summary>
public interface IRecordWatch : IAsyncDisposable
{
    /// <summary>
    /// Returns when the record may have been completed, released, held, resolved or deleted since the watch began or last returned, or when the time is over. Wakes may be spurious: read again.
    /// Holds no thread and no connection.
    /// </summary>
    ValueTask WaitAsync(TimeSpan timeout, CancellationToken cancellationToken);
}

/// <summary>Optional: a store that keeps recovery points.</summary>
public interface ICheckpointStore
{
    /// <summary>Replaces what is saved as progress, by the current owner of a record in progress; handed to the next attempt by its claim.</summary>
    ValueTask<WriteStatus> SaveProgressAsync(RecordKey key, OwnerToken owner, ReadOnlyMemory<byte> progress, CancellationToken cancellationToken);
}

/// <summary>Optional: a store that claims the key of a changed contract's predecessor together with its own.</summary>
public interface IPairClaimStore
{
    /// <summary>
    /// Claims both or none, in one atomic step: the predecessor first. When the predecessor is not claimable, its answer is <see cref="PairClaimResult.Predecessor"/> and
    /// <see cref="PairClaimResult.Current"/> is null; when only the current one is not, the predecessor is left as it was.
    /// </summary>
    ValueTask<PairClaimResult> ClaimPairAsync(ClaimRequest predecessor, ClaimRequest current, CancellationToken cancellationToken);
}

/// <summary>Answers to a pair of claims.</summary>
/// <param name="Predecessor">For the predecessor's key.</param>
/// <param name="Current">For the current key; null when the predecessor's answer ended it.</param>
public readonly record struct PairClaimResult(ClaimResult Predecessor, ClaimResult? Current);

/// <summary>Optional: a store whose records commit together with a caller's writes.</summary>
public interface ITransactionalStore
{
    /// <summary>Opens connection and transaction of the store's own. The open transaction is the lease: the server ends it when it idles past <paramref name="lease"/> where it can.</summary>
    ValueTask<IStoreTransaction> BeginAsync(TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Joins a transaction that the caller brought; commit and rollback stay the caller's.</summary>
    /// <exception cref="ArgumentException">The transaction is not of this store's kind, or is over.</exception>
    IStoreTransaction Join(DbTransaction transaction);

    /// <summary>
    /// Whether an operation whose transaction failed is to be run again from its beginning, body included: all was rolled back because of what others did at the same time, as in a serialization
    /// failure. Not asked about a transaction that the caller brought. By default never.
    /// </summary>
    /// <param name="failure">What claim, body, completion or commit threw.</param>
    /// <param name="runs">How often it has run, from 1.</param>
    bool IsToBeRunAgain(Exception failure, int runs) => false;
}

/// <summary>One transaction with a store. Disposing it without <see cref="CommitAsync"/> rolls back, unless the caller brought it. One caller at a time.</summary>
public interface IStoreTransaction : IAsyncDisposable
{
    /// <summary>The open connection, for the body's own writes.</summary>
    DbConnection Connection { get; }

    /// <summary>The open transaction, for the body's own writes. The body must not commit it.</summary>
    DbTransaction Transaction { get; }

    /// <summary>Whether the transaction is still open: false when the body ended it.</summary>
    bool IsOpen { get; }

    /// <summary>Whether the transaction is over without the body's doing, and rolled back: the connection broke, or the server ended it. Then it is not open either. By default never.</summary>
    bool IsLost => false;

    /// <summary>Claims inside the transaction, without blocking: <see cref="ClaimStatus.Busy"/> when another transaction has the key.</summary>
    ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Completes inside the transaction.</summary>
    ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken);

    /// <summary>Sets a savepoint for a nested operation.</summary>
    ValueTask SaveAsync(string savepoint, CancellationToken cancellationToken);

    /// <summary>Rolls back to a savepoint.</summary>
    ValueTask RollbackToAsync(string savepoint, CancellationToken cancellationToken);

    /// <summary>
    /// Commits. When the reply is lost, it throws <see cref="IdempotencyStoreUnavailableException"/> and the caller settles it by reading the record's owner token.
    /// </summary>
    ValueTask CommitAsync(CancellationToken cancellationToken);
}
