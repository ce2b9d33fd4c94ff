using Idempotent.Storing;
using Microsoft.Extensions.Logging;

namespace Idempotent;

/// <summary>
/// Runs methods once per idempotency key: claim, run, record, replay. One instance a host, shared by all its calls. Thread-safe.
/// </summary>
/// <remarks>
/// Generated wrappers call it; so may your code where an attribute does not reach. Every entry point derives the key once, before anything runs, and gives
/// the key writers' buffers back: don't use or dispose the writers after.
/// </remarks>
public sealed partial class IdempotencyRuntime : IDisposable, IAsyncDisposable
{
    internal IdempotencyRuntime(
        IdempotencyOptions options,
        IReadOnlyDictionary<string, IIdempotencyStore> stores,
        IIdempotencyScopeProvider? scopeProvider,
        TimeProvider time,
        ILoggerFactory loggerFactory)
    {
    }

    /// <summary>Refuses further calls. Running calls finish, and their leases are renewed until then. Disposes the stores that <see cref="Create"/> made.</summary>
    public void Dispose() => _ownStores?.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => _ownStores?.DisposeAsync() ?? default;
}
