using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>Takes a record over although its lease is alive, now and then.</summary>
internal sealed class TakesLiveLeases(IIdempotencyStore inner) : DelegatingStore(inner)
{
    public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var answer = await base.ClaimAsync(request, cancellationToken);
        if (answer.Status == ClaimStatus.InProgress)
        {
            await base.DeleteAsync(request.Key, cancellationToken);
            return await base.ClaimAsync(request, cancellationToken);
        }

        return answer;
    }
}

/// <summary>Completes whoever asks.</summary>
internal sealed class CompletesForOthers(IIdempotencyStore inner) : DelegatingStore(inner)
{
    public override async ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
        await base.CompleteAsync(await base.GetAsync(request.Key, cancellationToken) is { } record ? request with { Owner = record.Owner } : request, cancellationToken);
}

/// <summary>Answers with the outcome that it answered with before.</summary>
internal sealed class ReplaysOthers(IIdempotencyStore inner) : DelegatingStore(inner)
{
    private StoredOutcome? _before;

    public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        await base.ClaimAsync(request, cancellationToken) is var answer && answer.Outcome is { } outcome
            ? answer with { Outcome = Interlocked.Exchange(ref _before, outcome) ?? outcome }
            : answer;
}

/// <summary>Gives each attempt a token below that of the attempt before.</summary>
internal sealed class LowersTokens(IIdempotencyStore inner) : DelegatingStore(inner)
{
    public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        await base.ClaimAsync(request, cancellationToken) is var answer && answer.IsGiven ? answer with { FencingToken = StoreTime.Never - answer.FencingToken } : answer;
}

/// <summary>Gives leases that outlast everything.</summary>
internal sealed class NeverEndsLeases(IIdempotencyStore inner) : DelegatingStore(inner)
{
    public override ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        base.ClaimAsync(request with { Terms = request.Terms with { Lease = TimeSpan.FromDays(1) } }, cancellationToken);
}
