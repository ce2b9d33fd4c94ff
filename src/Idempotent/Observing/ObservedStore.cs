using Idempotent.Storing;

namespace Idempotent;

/// <summary>The steps of a store that running takes, measured.</summary>
internal sealed class ObservedStore(IIdempotencyStore store, TimeProvider time)
{
    private readonly string _name = store.Guarantee.Name;

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        MeasureAsync("claim", (request, cancellationToken), static (store, claim) => store.ClaimAsync(claim.request, claim.cancellationToken));

    public ValueTask<PairClaimResult> ClaimPairAsync(ClaimRequest predecessor, ClaimRequest current, CancellationToken cancellationToken) =>
        MeasureAsync("claim", (predecessor, current, cancellationToken), static (store, pair) => ((IPairClaimStore)store).ClaimPairAsync(pair.predecessor, pair.current, pair.cancellationToken));

    public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request) =>
        MeasureAsync("complete", request, static (store, request) => store.CompleteAsync(request, CancellationToken.None));

    public ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request) =>
        MeasureAsync("release", request, static (store, request) => store.ReleaseAsync(request, CancellationToken.None));

    public ValueTask<WriteStatus> HoldAsync(HoldRequest request) =>
        MeasureAsync("hold", request, static (store, request) => store.HoldAsync(request, CancellationToken.None));

    public ValueTask<WriteStatus> RenewAsync(RenewRequest request) =>
        MeasureAsync("renew", request, static (store, request) => store.RenewAsync(request, CancellationToken.None));

    public ValueTask<WriteStatus[]> RenewAsync(RenewRequest[] requests) =>
        MeasureAsync("renew", requests, static (store, requests) => store.RenewBatchAsync(requests, CancellationToken.None));

    public ValueTask<WriteStatus[]> CompleteAsync(CompleteRequest[] requests) =>
        MeasureAsync("complete", requests, static (store, requests) => store.CompleteBatchAsync(requests, CancellationToken.None));

    public ValueTask<WriteStatus[]> ReleaseAsync(ReleaseRequest[] requests) =>
        MeasureAsync("release", requests, static (store, requests) => store.ReleaseBatchAsync(requests, CancellationToken.None));

    public ValueTask<WriteStatus[]> HoldAsync(HoldRequest[] requests) =>
        MeasureAsync("hold", requests, static (store, requests) => store.HoldBatchAsync(requests, CancellationToken.None));

    public ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken = default) =>
        MeasureAsync("get", (key, cancellationToken), static (store, get) => store.GetAsync(get.key, get.cancellationToken));

    private ValueTask<TAnswer> MeasureAsync<TRequest, TAnswer>(string step, in TRequest request, Func<IIdempotencyStore, TRequest, ValueTask<TAnswer>> send)
    {
        var started = Start();
        ValueTask<TAnswer> answer;
        try
        {
            answer = send(store, request);
        }
        catch (Exception e) when (Failed(step, e))
        {
            throw;
        }

        return started == 0 && answer.IsCompletedSuccessfully ? answer : EndAsync(step, started, answer);
    }

    private async ValueTask<TAnswer> EndAsync<TAnswer>(string step, long started, ValueTask<TAnswer> sent)
    {
        try
        {
            var answer = await sent.ConfigureAwait(false);
            Stop(step, started);
            return answer;
        }
        catch (Exception e) when (Failed(step, e))
        {
            throw;
        }
    }

    private long Start() => Instruments.StoreIsMeasured ? time.GetTimestamp() : 0;

    private void Stop(string step, long started)
    {
        if (started != 0)
        {
            Instruments.StoreAnswered(_name, step, time.GetElapsedTime(started));
        }
    }

    private bool Failed(string step, Exception exception)
    {
        if (exception is not OperationCanceledException)
        {
            Instruments.StoreFailed(_name, step);
        }

        return false;
    }
}
