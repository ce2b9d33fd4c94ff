using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>
/// Stands between the runtimes and the store, and sees what is applied: whose lease is alive for certain, which outcome there is. It judges each start of a body by that, and never by
/// what the runtime believes. One key.
/// </summary>
internal sealed class Witness(IIdempotencyStore inner, TimeProvider time) : DelegatingStore(inner)
{
    private readonly List<Attempt> _attempts = [];

    /// <summary>The outcome that the store has; null when there is none.</summary>
    public StoredOutcome? Outcome { get; private set; }

    /// <summary>How many bodies began.</summary>
    public int Bodies { get; private set; }

    public int Attempts => _attempts.Count;

    /// <summary>A body begins, here and now, under a fencing token.</summary>
    public void BodyStarts(long fencingToken)
    {
        Bodies++;
        var starting = _attempts.Single(a => a.FencingToken == fencingToken);
        if (!IsAlive(starting))
        {
            // Paused until its own lease was over: what no library can stop.
            return;
        }

        Promise.Holds(Outcome is null, $"Attempt {starting} began although there is an outcome.");
        foreach (var other in _attempts)
        {
            Promise.Holds(other == starting || !IsAlive(other), $"Attempt {starting} began while the lease of {other} was alive.");
        }
    }

    /// <summary>Whether another attempt was given the record after this one.</summary>
    public bool IsTakenOver(long fencingToken) => _attempts.Any(a => a.FencingToken > fencingToken);

    public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var sent = time.GetUtcNow();
        var before = _attempts.Count;
        var answer = await base.ClaimAsync(request, cancellationToken);
        // Not by the owner: a claim that is repeated after its attempt was taken over and released is another attempt of the same owner.
        if (answer.IsGiven && !_attempts.Any(a => a.FencingToken == answer.FencingToken))
        {
            var given = new Attempt(request.Owner, answer.FencingToken) { LeaseUntil = sent + request.Terms.Lease };
            Promise.Holds(_attempts.Take(before).All(a => a.FencingToken < given.FencingToken), $"The fencing token of {given} is not above the earlier ones.");
            _attempts.Add(given);
        }

        return answer;
    }

    public override async ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken)
    {
        var sent = time.GetUtcNow();
        var answers = await base.RenewBatchAsync(requests, cancellationToken);
        foreach (var (request, answer) in requests.Zip(answers))
        {
            if (answer == WriteStatus.Applied && _attempts.FindLast(a => a.Owner == request.Owner) is { } attempt)
            {
                attempt.LeaseUntil = sent + request.Lease;
            }
        }

        return answers;
    }

    public override async ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken)
    {
        EndLease(request.Owner);
        return Completed(request, await base.CompleteAsync(request, cancellationToken));
    }

    public override async ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken)
    {
        foreach (var request in requests)
        {
            EndLease(request.Owner);
        }

        var answers = await base.CompleteBatchAsync(requests, cancellationToken);
        return [.. requests.Zip(answers).Select(r => Completed(r.First, r.Second))];
    }

    public override ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken)
    {
        EndLease(request.Owner);
        return base.ReleaseAsync(request, cancellationToken);
    }

    public override ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken)
    {
        foreach (var request in requests)
        {
            EndLease(request.Owner);
        }

        return base.ReleaseBatchAsync(requests, cancellationToken);
    }

    public override ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken)
    {
        EndLease(request.Owner);
        return base.HoldAsync(request, cancellationToken);
    }

    private WriteStatus Completed(CompleteRequest request, WriteStatus answer)
    {
        if (answer == WriteStatus.Applied)
        {
            Promise.Holds(Outcome is null || Outcome.Payload.Span.SequenceEqual(request.Outcome.Payload.Span), "A second outcome was stored.");
            Outcome = request.Outcome;
        }

        return answer;
    }

    /// <summary>The step that ends the lease is on its way: from here on it need not be alive.</summary>
    private void EndLease(OwnerToken owner)
    {
        if (_attempts.FindLast(a => a.Owner == owner) is { } attempt)
        {
            attempt.IsOver = true;
        }
    }

    private bool IsAlive(Attempt attempt) => !attempt.IsOver && attempt.LeaseUntil > time.GetUtcNow();

    private sealed class Attempt(OwnerToken owner, long fencingToken)
    {
        public OwnerToken Owner { get; } = owner;

        public long FencingToken { get; } = fencingToken;

        /// <summary>Counted from before the request was sent, so that the store's own lease is never over before.</summary>
        public DateTimeOffset LeaseUntil { get; set; }

        public bool IsOver { get; set; }

        public override string ToString() => $"{FencingToken}";
    }
}
