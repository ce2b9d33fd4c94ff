using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Schedules.Tests.Planting;

/// <summary>Reads whether the lease is over, and then takes the record whoever has it by then.</summary>
internal sealed class TwoStepTakeover(IIdempotencyStore inner) : DelegatingStore(inner)
{
    public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var record = await base.GetAsync(request.Key, cancellationToken);
        if (record is { State: RecordState.Abandoned })
        {
            await base.DeleteAsync(request.Key, cancellationToken);
        }

        return await base.ClaimAsync(request, cancellationToken);
    }
}
