using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Tests.Running;

/// <summary>
/// Transactions over a store in memory: a claim locks its key for other transactions, completions reach the store at the commit. What a body writes is a list of
/// words that commits with them.
/// </summary>
internal sealed class MemoryTransactions(IIdempotencyStore inner) : DelegatingTransactionalStore(inner)
{
    private readonly HashSet<RecordKey> _locked = [];

    /// <summary>What committed bodies wrote.</summary>
    public List<string> Written { get; } = [];

    public override ValueTask<IStoreTransaction> BeginAsync(TimeSpan lease, CancellationToken cancellationToken) => new(new MemoryTransaction(this));

    public sealed class MemoryTransaction(MemoryTransactions store) : IStoreTransaction
    {
        private readonly List<(ClaimRequest Claim, CompleteRequest? Complete, string? Word)> _log = [];
        private readonly Dictionary<string, int> _savepoints = [];

        public DbConnection Connection => null!;

        public DbTransaction Transaction => field ??= new Handle(this);

        public bool IsOpen { get; private set; } = true;

        public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
        {
            if (_log.Any(l => l.Claim.Key == request.Key))
            {
                var mine = _log.Last(l => l.Claim.Key == request.Key);
                return new() { Status = mine.Complete is null ? ClaimStatus.InProgress : ClaimStatus.Completed, Outcome = mine.Complete?.Outcome };
            }

            var record = await store.Inner.GetAsync(request.Key, cancellationToken);
            if (record is { State: RecordState.Completed })
            {
                return record.Fingerprint == request.Fingerprint
                    ? new() { Status = ClaimStatus.Completed, Outcome = record.Outcome, Remaining = record.Retention }
                    : new() { Status = ClaimStatus.KeyReused };
            }

            if (record is { State: RecordState.Held })
            {
                return new() { Status = ClaimStatus.Held, Attempt = record.Attempt, HoldReason = record.HoldReason };
            }

            if (!store._locked.Add(request.Key))
            {
                return new() { Status = ClaimStatus.Busy };
            }

            _log.Add((request, null, null));
            return new() { Status = ClaimStatus.Claimed, Attempt = 1, FencingToken = 1 };
        }

        public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken)
        {
            var i = _log.FindIndex(l => l.Claim.Key == request.Key && l.Claim.Owner == request.Owner);
            _log.Add((_log[i].Claim, request, null));
            return new(WriteStatus.Applied);
        }

        public void Write(string word) => _log.Add((_log[0].Claim, null, word));

        public ValueTask SaveAsync(string savepoint, CancellationToken cancellationToken)
        {
            _savepoints[savepoint] = _log.Count;
            return default;
        }

        public ValueTask RollbackToAsync(string savepoint, CancellationToken cancellationToken)
        {
            Undo(_savepoints[savepoint]);
            return default;
        }

        public async ValueTask CommitAsync(CancellationToken cancellationToken)
        {
            foreach (var (claim, complete, word) in _log)
            {
                if (word is not null)
                {
                    store.Written.Add(word);
                }
                else if (complete is { } request)
                {
                    await store.Inner.CompleteAsync(request, cancellationToken);
                }
                else
                {
                    await store.Inner.ClaimAsync(claim, cancellationToken);
                }
            }

            await DisposeAsync();
        }

        public ValueTask DisposeAsync()
        {
            Undo(0);
            IsOpen = false;
            return default;
        }

        private void Undo(int from)
        {
            foreach (var (claim, complete, word) in _log.Skip(from))
            {
                if (complete is null && word is null)
                {
                    store._locked.Remove(claim.Key);
                }
            }

            _log.RemoveRange(from, _log.Count - from);
        }
    }

    /// <summary>What a body gets.</summary>
    public sealed class Handle(MemoryTransaction transaction) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

        [MaybeNull]
        protected override DbConnection DbConnection => null;

        public void Write(string word) => transaction.Write(word);

        public override void Commit() => transaction.CommitAsync(default).AsTask().GetAwaiter().GetResult();

        public override void Rollback() => transaction.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
