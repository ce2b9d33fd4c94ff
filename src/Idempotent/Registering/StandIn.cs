using Idempotent.Storing;
using Microsoft.Extensions.Logging;
namespace Idempotent;
// Stands in until the runtime itself is here; that commit removes this file.
/// <summary>Runs idempotent methods.</summary>
public sealed partial class IdempotencyRuntime
{
    internal IdempotencyRuntime(IdempotencyOptions options, IReadOnlyDictionary<string, IIdempotencyStore> stores, IIdempotencyScopeProvider? scopeProvider, TimeProvider time, ILoggerFactory loggerFactory)
    {
        _ = (options, stores, scopeProvider, time, loggerFactory);
    }
}
