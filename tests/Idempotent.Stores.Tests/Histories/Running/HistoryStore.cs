using System.Data.Common;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>Passes every call on and logs what a history speaks of: claims, and what owners write.</summary>
internal sealed class HistoryStore(IIdempotencyStore inner, HistoryLog log) : DelegatingTransactionalStore(inner)
{
    public override ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        ClaimAsync(request, inTransaction: false, () => base.ClaimAsync(request, cancellationToken));

    public override ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
        OneAsync(Write(StoreStep.Complete, request.Key, request.Owner), () => base.CompleteAsync(request, cancellationToken));

    public override ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken) =>
        OneAsync(Write(StoreStep.Release, request.Key, request.Owner), () => base.ReleaseAsync(request, cancellationToken));

    public override ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) =>
        OneAsync(Write(StoreStep.Hold, request.Key, request.Owner), () => base.HoldAsync(request, cancellationToken));

    public override ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken) =>
        OneAsync(Write(StoreStep.Renew, request.Key, request.Owner) with { Lease = request.Lease }, () => base.RenewAsync(request, cancellationToken));

    public override ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken) =>
        AllAsync(requests.Select(static r => Write(StoreStep.Complete, r.Key, r.Owner)), () => base.CompleteBatchAsync(requests, cancellationToken));

    public override ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken) =>
        AllAsync(requests.Select(static r => Write(StoreStep.Release, r.Key, r.Owner)), () => base.ReleaseBatchAsync(requests, cancellationToken));

    public override ValueTask<WriteStatus[]> HoldBatchAsync(IReadOnlyList<HoldRequest> requests, CancellationToken cancellationToken) =>
        AllAsync(requests.Select(static r => Write(StoreStep.Hold, r.Key, r.Owner)), () => base.HoldBatchAsync(requests, cancellationToken));

    public override ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken) =>
        AllAsync(requests.Select(static r => Write(StoreStep.Renew, r.Key, r.Owner) with { Lease = r.Lease }), () => base.RenewBatchAsync(requests, cancellationToken));

    public override async ValueTask<IStoreTransaction> BeginAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        new LoggedTransaction(await base.BeginAsync(lease, cancellationToken), this);

    private static WriteEvent Write(StoreStep step, RecordKey key, OwnerToken owner) => new(step, $"{owner}") { Key = key.Value };

    private async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, bool inTransaction, Func<ValueTask<ClaimResult>> next)
    {
        var begun = log.Begin(new ClaimEvent($"{request.Owner}", request.Terms.Lease) { Key = request.Key.Value, InTransaction = inTransaction });
        try
        {
            var answer = await next();
            begun = begun with { Status = answer.Status, Token = answer.FencingToken };
            return answer;
        }
        finally
        {
            log.End(begun);
        }
    }

    private async ValueTask<WriteStatus> OneAsync(WriteEvent write, Func<ValueTask<WriteStatus>> next) => (await AllAsync([write], async () => [await next()]))[0];

    private async ValueTask<WriteStatus[]> AllAsync(IEnumerable<WriteEvent> writes, Func<ValueTask<WriteStatus[]>> next)
    {
        var begun = writes.Select(log.Begin).ToArray();
        try
        {
            var answers = await next();
            begun = [.. begun.Zip(answers, static (write, status) => write with { Status = status })];
            return answers;
        }
        finally
        {
            Array.ForEach(begun, log.End);
        }
    }

    private sealed class LoggedTransaction(IStoreTransaction inner, HistoryStore store) : IStoreTransaction
    {
        public DbConnection Connection => inner.Connection;

        public DbTransaction Transaction => inner.Transaction;

        public bool IsOpen => inner.IsOpen;

        public bool IsLost => inner.IsLost;

        public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
            store.ClaimAsync(request, inTransaction: true, () => inner.ClaimAsync(request, cancellationToken));

        public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
            store.OneAsync(Write(StoreStep.Complete, request.Key, request.Owner) with { InTransaction = true }, () => inner.CompleteAsync(request, cancellationToken));

        public ValueTask SaveAsync(string savepoint, CancellationToken cancellationToken) => inner.SaveAsync(savepoint, cancellationToken);

        public ValueTask RollbackToAsync(string savepoint, CancellationToken cancellationToken) => inner.RollbackToAsync(savepoint, cancellationToken);

        public ValueTask CommitAsync(CancellationToken cancellationToken) => inner.CommitAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
