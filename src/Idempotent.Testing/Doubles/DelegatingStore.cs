using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>A base for doubles: passes every call on to another store, by way of <see cref="InvokeAsync"/>. Thread-safe where the other store and the double are.</summary>
/// <remarks>It has every optional capability except transactions. Over a store that wakes nobody its watch wakes every 20 ms; a call to another capability that the other store lacks throws <see cref="NotSupportedException"/>.</remarks>
/// <param name="inner">The other store.</param>
public abstract partial class DelegatingStore(IIdempotencyStore inner) : IIdempotencyStore
{
    /// <summary>The other store.</summary>
    protected IIdempotencyStore Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual StoreGuarantee Guarantee => Inner.Guarantee;

    /// <summary>Every call comes through here. By default it just makes the call.</summary>
    /// <param name="call">What is called.</param>
    /// <param name="next">Makes the call to the other store.</param>
    protected virtual ValueTask<TAnswer> InvokeAsync<TAnswer>(StoreCall call, Func<ValueTask<TAnswer>> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next();
    }

    /// <inheritdoc/>
    public virtual ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Claim, [request.Key]), () => Inner.ClaimAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Complete, [request.Key]), () => Inner.CompleteAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Release, [request.Key]), () => Inner.ReleaseAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Renew, [request.Key]), () => Inner.RenewAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Hold, [request.Key]), () => Inner.HoldAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Resolve, [request.Key]), () => Inner.ResolveAsync(request, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<ClaimResult[]> ClaimBatchAsync(IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Claim, [.. requests.Select(r => r.Key)]), () => Inner.ClaimBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Complete, [.. requests.Select(r => r.Key)]), () => Inner.CompleteBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Release, [.. requests.Select(r => r.Key)]), () => Inner.ReleaseBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Renew, [.. requests.Select(r => r.Key)]), () => Inner.RenewBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<WriteStatus[]> HoldBatchAsync(IReadOnlyList<HoldRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Hold, [.. requests.Select(r => r.Key)]), () => Inner.HoldBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<ResolveStatus[]> ResolveBatchAsync(IReadOnlyList<ResolveRequest> requests, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Resolve, [.. requests.Select(r => r.Key)]), () => Inner.ResolveBatchAsync(requests, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Manage, [key]), () => Inner.GetAsync(key, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Manage, []), () => Inner.ListAsync(filter, after, pageSize, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Manage, []), () => Inner.CountAsync(filter, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Manage, [key]), () => Inner.DeleteAsync(key, cancellationToken));

    /// <inheritdoc/>
    public virtual ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken) =>
        InvokeAsync(new(StoreStep.Manage, []), () => Inner.PurgeAsync(limit, cancellationToken));
}
