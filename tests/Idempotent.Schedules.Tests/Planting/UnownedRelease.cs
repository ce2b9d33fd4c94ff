using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Schedules.Tests.Planting;

/// <summary>Releases whatever runs, whoever asks.</summary>
internal sealed class UnownedRelease(IIdempotencyStore inner) : DelegatingStore(inner)
{
    public override async ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken) =>
        await base.GetAsync(request.Key, cancellationToken) is { } record
            ? await base.ReleaseAsync(request with { Owner = record.Owner }, cancellationToken)
            : WriteStatus.NotOwner;
}
