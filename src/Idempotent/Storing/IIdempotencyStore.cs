namespace Idempotent.Storing;

/// <summary>
/// Where records live. Each call is one atomic step; the store's clock decides; every write carries the owner token. Thread-safe.
/// </summary>
/// <remarks>
/// <para>The answers are those of SPEC's claim table, held for every store by <c>StoreConformance</c> in Idempotent.Testing:</para>
/// <list type="bullet">
/// <item>absent, expired or released (any fingerprint): <see cref="ClaimStatus.Claimed"/>; a release keeps attempt and first start, so the next claim is the next attempt;</item>
/// <item>any other state with another fingerprint: <see cref="ClaimStatus.KeyReused"/>;</item>
/// <item>in progress under the same owner token: <see cref="ClaimStatus.Claimed"/> (or <see cref="ClaimStatus.Reconcile"/>) again, nothing changed: a lost reply is settled by claiming again;</item>
/// <item>in progress, lease alive: <see cref="ClaimStatus.InProgress"/>; lease over: taken over as the next attempt, or, where the record or the claim says hold,
/// <see cref="ClaimStatus.Reconcile"/> if the claimer can and else turned to <see cref="ClaimStatus.Held"/>;</item>
/// <item>the attempt after <see cref="ClaimTerms.MaxAttempts"/> is never given: the record is turned to <see cref="ClaimStatus.Held"/>, also a released one;</item>
/// <item>held because abandoned, with <see cref="ClaimTerms.CanReconcile"/>: <see cref="ClaimStatus.Reconcile"/>; otherwise held: <see cref="ClaimStatus.Held"/>;</item>
/// <item>completed: <see cref="ClaimStatus.Completed"/>.</item>
/// </list>
/// <para>Fencing tokens are <c>max(previous + 1, store time in µs since 1970)</c> and grow over release, expiry, deletion and purge.</para>
/// <para>A failure to reach the store is <see cref="IdempotencyStoreUnavailableException"/>, with the cause inside, and nothing else is.</para>
/// <para>The batch forms answer per item, in order. Items of one batch are independent, except that a duplicate key in a batch of claims is
/// <see cref="ClaimStatus.SameAsItem"/> or <see cref="ClaimStatus.KeyReused"/> by its fingerprint against the first item with that key.
/// Their default implementations go item by item in ordinal key order; a store that can, does better.</para>
/// </remarks>
public interface IIdempotencyStore : IIdempotencyManager
{
    /// <summary>What the store guarantees, as data.</summary>
    StoreGuarantee Guarantee { get; }

    /// <summary>Claims a key.</summary>
    ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Completes a record: by its current owner, also after the lease and while held. Again by the same owner: the first outcome stays.</summary>
    ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken);

    /// <summary>Gives a claim back. Again by the same owner: nothing changes.</summary>
    ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken);

    /// <summary>Extends a lease, also one that is over, unless something took the record over.</summary>
    ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken);

    /// <summary>Holds a record. Again by the same owner: nothing changes.</summary>
    ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken);

    /// <summary><see cref="ClaimAsync"/> for several keys.</summary>
    ValueTask<ClaimResult[]> ClaimBatchAsync(IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken) =>
        Batches.ClaimAsync(this, requests, cancellationToken);

    /// <summary><see cref="CompleteAsync"/> for several records.</summary>
    ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken) =>
        Batches.EachAsync(requests, static r => r.Key, CompleteAsync, cancellationToken);

    /// <summary><see cref="ReleaseAsync"/> for several records.</summary>
    ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken) =>
        Batches.EachAsync(requests, static r => r.Key, ReleaseAsync, cancellationToken);

    /// <summary><see cref="RenewAsync"/> for several records.</summary>
    ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken) =>
        Batches.EachAsync(requests, static r => r.Key, RenewAsync, cancellationToken);

    /// <summary><see cref="HoldAsync"/> for several records.</summary>
    ValueTask<WriteStatus[]> HoldBatchAsync(IReadOnlyList<HoldRequest> requests, CancellationToken cancellationToken) =>
        Batches.EachAsync(requests, static r => r.Key, HoldAsync, cancellationToken);

    /// <summary><see cref="IIdempotencyManager.ResolveAsync"/> for several records.</summary>
    ValueTask<ResolveStatus[]> ResolveBatchAsync(IReadOnlyList<ResolveRequest> requests, CancellationToken cancellationToken) =>
        Batches.EachAsync(requests, static r => r.Key, ResolveAsync, cancellationToken);
}
