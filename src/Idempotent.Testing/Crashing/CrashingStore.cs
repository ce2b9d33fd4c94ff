using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>Comes to a point of its scene before and after each call.</summary>
internal sealed class CrashingStore(IIdempotencyStore inner, CrashScene scene) : DelegatingTransactionalStore(inner), IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (Inner is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (Inner as IDisposable)?.Dispose();
        }
    }

    protected override async ValueTask<TAnswer> InvokeAsync<TAnswer>(StoreCall call, Func<ValueTask<TAnswer>> next)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(next);
        if (call.Step == StoreStep.Renew)
        {
            return await next().ConfigureAwait(false);
        }

        await scene.ReachAsync($"before {call.Step}").ConfigureAwait(false);
        var answer = await next().ConfigureAwait(false);
        await scene.ReachAsync($"after {call.Step}").ConfigureAwait(false);
        return answer;
    }
}
