using System.Data.Common;
using Idempotent.Storing;
using Microsoft.Data.Sqlite;

namespace Idempotent.Sqlite;

public sealed partial class SqliteIdempotencyStore
{
    /// <inheritdoc/>
    public async ValueTask<IRecordWatch> WatchAsync(RecordKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        await _file.ReadyAsync(cancellationToken).ConfigureAwait(false);
        return _watches.Add(key);
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus> SaveProgressAsync(RecordKey key, OwnerToken owner, ReadOnlyMemory<byte> progress, CancellationToken cancellationToken) =>
        WriteAsync<(OwnerToken Owner, ReadOnlyMemory<byte> Progress), WriteStatus>(
            key,
            (owner, progress),
            static (ref record, in request, now, out answer) => RecordRules.SaveProgress(ref record, request.Owner, request.Progress, now, out answer),
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<PairClaimResult> ClaimPairAsync(ClaimRequest predecessor, ClaimRequest current, CancellationToken cancellationToken)
    {
        if (predecessor.Key == current.Key)
        {
            throw new ArgumentException("A predecessor has another key.", nameof(predecessor));
        }

        cancellationToken.ThrowIfCancellationRequested();
        await _file.ReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _writer.RunAsync(static (session, pair) => ClaimPair(session, pair.predecessor, pair.current), (predecessor, current), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IStoreTransaction> BeginAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _file.ReadyAsync(cancellationToken).ConfigureAwait(false);
        return OwnTransaction.Begin(_file, _turn, _busyTimeout, TryAnswer, WakeChanged);
    }

    /// <inheritdoc/>
    public IStoreTransaction Join(DbTransaction transaction) => transaction is SqliteTransaction { Connection: not null } ours
        ? new JoinedTransaction(_file, ours, _busyTimeout)
        : throw new ArgumentException("The transaction is over, or is not of Microsoft.Data.Sqlite.", nameof(transaction));

    private static PairClaimResult ClaimPair(Session session, in ClaimRequest predecessor, in ClaimRequest current)
    {
        var first = session.Read(predecessor.Key);
        var isNew = !first.Exists;
        var firstChanged = session.Decide(ref first, predecessor, out var firstAnswer);
        ClaimResult? secondAnswer = firstAnswer.IsGiven ? session.Claim(current) : null;
        if (firstChanged && (secondAnswer is null || secondAnswer.Value.IsGiven))
        {
            session.Write(predecessor.Key, first, isNew);
        }

        return new(firstAnswer, secondAnswer);
    }
}
