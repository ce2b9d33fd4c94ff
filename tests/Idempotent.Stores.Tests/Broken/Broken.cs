using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests;

/// <summary>
/// A right store, unless a fault is planted in place of a step: a fault gets the request and the record as it was just before, and answers by means of <see cref="Right"/>.
/// </summary>
public sealed partial class Broken(Client client) : DelegatingStore(client.World.Store), IAsyncDisposable
{
    public World World => client.World;

    public Client Client => client;

    /// <summary>The store without faults.</summary>
    public InMemoryIdempotencyStore Right => client.World.Store;

    public Func<RecordKey, RecordKey>? MapKey { get; init; }

    public Func<ClaimRequest, IdempotencyRecord?, ValueTask<ClaimResult>>? Claim { get; init; }

    public Func<CompleteRequest, IdempotencyRecord?, ValueTask<WriteStatus>>? Complete { get; init; }

    public Func<ReleaseRequest, IdempotencyRecord?, ValueTask<WriteStatus>>? Release { get; init; }

    public Func<RenewRequest, IdempotencyRecord?, ValueTask<WriteStatus>>? Renew { get; init; }

    public Func<HoldRequest, IdempotencyRecord?, ValueTask<WriteStatus>>? Hold { get; init; }

    public Func<ResolveRequest, IdempotencyRecord?, ValueTask<ResolveStatus>>? Resolve { get; init; }

    public bool IgnoresCancellation { get; init; }

    public async Task<IdempotencyRecord?> BeforeAsync(RecordKey key) => await Right.GetAsync(key, default);

    public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        request = MapKey is null ? request : request with { Key = MapKey(request.Key) };
        if (!IgnoresCancellation)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        var before = await BeforeAsync(request.Key);
        var answer = await (Claim?.Invoke(request, before) ?? Right.ClaimAsync(request, default));
        if (before?.State == RecordState.Abandoned && answer.Status == ClaimStatus.Held)
        {
            World.HeldByClaim[request.Key] = true;
        }

        if (before is null && await BeforeAsync(request.Key) is { } after)
        {
            World.Seen.TryAdd(request.Key, after);
        }

        return answer;
    }

    public override ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
        StepAsync("Complete", request.Key, request, Complete, r => Right.CompleteAsync(r, cancellationToken));

    public override ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken) =>
        StepAsync("Release", request.Key, request, Release, r => Right.ReleaseAsync(r, cancellationToken));

    public override ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken) =>
        StepAsync("Renew", request.Key, request, Renew, r => Right.RenewAsync(r, cancellationToken));

    public override ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) =>
        StepAsync("Hold", request.Key, request, Hold, r => Right.HoldAsync(r, cancellationToken));

    public override ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) =>
        StepAsync("Resolve", request.Key, request, Resolve, r => Right.ResolveAsync(r, cancellationToken));

    private async ValueTask<TAnswer> StepAsync<TRequest, TAnswer>(
        string step, RecordKey key, TRequest request, Func<TRequest, IdempotencyRecord?, ValueTask<TAnswer>>? fault, Func<TRequest, ValueTask<TAnswer>> right)
    {
        World.LastStep = step;
        World.Steps++;
        return await (fault is null ? right(request) : fault(request, await BeforeAsync(key)));
    }
}
