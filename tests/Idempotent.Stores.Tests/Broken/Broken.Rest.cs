using Idempotent.Storing;

namespace Idempotent.Stores.Tests;

/// <content>Batches, management and capabilities.</content>
public sealed partial class Broken
{
    public StoreGuarantee? StatedGuarantee { get; init; }

    public Func<IReadOnlyList<ClaimRequest>, ValueTask<ClaimResult[]>>? ClaimBatch { get; init; }

    /// <summary>Batches of this kind are applied whole or not at all.</summary>
    public string? AllOrNothing { get; init; }

    public Func<RecordKey, IdempotencyRecord?, ValueTask<IdempotencyRecord?>>? Get { get; init; }

    public Func<RecordFilter, RecordKey?, int, ValueTask<RecordPage>>? List { get; init; }

    public Func<RecordFilter, ValueTask<long>>? Count { get; init; }

    public Func<RecordKey, ValueTask<bool>>? Delete { get; init; }

    public Func<int, ValueTask<PurgeResult>>? Purge { get; init; }

    public Func<RecordKey, IRecordWatch, IRecordWatch>? Watch { get; init; }

    public Func<RecordKey, OwnerToken, ReadOnlyMemory<byte>, IdempotencyRecord?, ValueTask<WriteStatus>>? SaveProgress { get; init; }

    public Func<ClaimRequest, ClaimRequest, ValueTask<PairClaimResult>>? ClaimPair { get; init; }

    public Func<ValueTask>? Close { get; init; }

    public override StoreGuarantee Guarantee => StatedGuarantee ?? Right.Guarantee;

    public override ValueTask<ClaimResult[]> ClaimBatchAsync(IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken) =>
        ClaimBatch?.Invoke(requests) ?? base.ClaimBatchAsync(requests, cancellationToken);

    public override ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken) =>
        BatchAsync("Complete", requests, r => (r.Key, r.Owner), () => base.CompleteBatchAsync(requests, cancellationToken));

    public override ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken) =>
        BatchAsync("Release", requests, r => (r.Key, r.Owner), () => base.ReleaseBatchAsync(requests, cancellationToken));

    public override ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken) =>
        BatchAsync("Renew", requests, r => (r.Key, r.Owner), () => base.RenewBatchAsync(requests, cancellationToken));

    public override ValueTask<WriteStatus[]> HoldBatchAsync(IReadOnlyList<HoldRequest> requests, CancellationToken cancellationToken) =>
        BatchAsync("Hold", requests, r => (r.Key, r.Owner), () => base.HoldBatchAsync(requests, cancellationToken));

    public override async ValueTask<ResolveStatus[]> ResolveBatchAsync(IReadOnlyList<ResolveRequest> requests, CancellationToken cancellationToken) => AllOrNothing == "Resolve"
        ? [.. requests.Select(_ => ResolveStatus.Refused)]
        : await base.ResolveBatchAsync(requests, cancellationToken);

    public override async ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken)
    {
        key = MapKey is null ? key : MapKey(key);
        return Get is null ? await BeforeAsync(key) : await Get(key, await BeforeAsync(key));
    }

    public override ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken) =>
        List?.Invoke(filter, after, pageSize) ?? base.ListAsync(filter, after, pageSize, cancellationToken);

    public override ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken) => Count?.Invoke(filter) ?? base.CountAsync(filter, cancellationToken);

    public override ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken)
    {
        World.WasDeleted = true;
        World.LastStep = "Delete";
        World.Steps++;
        return Delete?.Invoke(key) ?? base.DeleteAsync(key, cancellationToken);
    }

    public override ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken)
    {
        World.WasPurged = true;
        return Purge?.Invoke(limit) ?? base.PurgeAsync(limit, cancellationToken);
    }

    public override async ValueTask<IRecordWatch> WatchAsync(RecordKey key, CancellationToken cancellationToken)
    {
        var watch = await base.WatchAsync(key, cancellationToken);
        return Watch?.Invoke(key, watch) ?? watch;
    }

    public override async ValueTask<WriteStatus> SaveProgressAsync(RecordKey key, OwnerToken owner, ReadOnlyMemory<byte> progress, CancellationToken cancellationToken) =>
        SaveProgress is null ? await Right.SaveProgressAsync(key, owner, progress, cancellationToken) : await SaveProgress(key, owner, progress, await BeforeAsync(key));

    public override ValueTask<PairClaimResult> ClaimPairAsync(ClaimRequest predecessor, ClaimRequest current, CancellationToken cancellationToken)
    {
        World.HadPairs = true;
        return ClaimPair?.Invoke(predecessor, current) ?? base.ClaimPairAsync(predecessor, current, cancellationToken);
    }

    public ValueTask DisposeAsync() => Close?.Invoke() ?? ValueTask.CompletedTask;

    private async ValueTask<WriteStatus[]> BatchAsync<TRequest>(string step, IReadOnlyList<TRequest> requests, Func<TRequest, (RecordKey Key, OwnerToken Owner)> of, Func<ValueTask<WriteStatus[]>> right)
    {
        foreach (var request in AllOrNothing == step ? requests : [])
        {
            if ((await BeforeAsync(of(request).Key))?.Owner != of(request).Owner)
            {
                return [.. requests.Select(_ => WriteStatus.NotOwner)];
            }
        }

        return await right();
    }
}
