using Idempotent.Storing;
using Microsoft.Extensions.Logging;

namespace Idempotent.Registering;

/// <summary>Events from 100: those below are the runtime's, in the same category.</summary>
internal static partial class StartupLog
{
    [LoggerMessage(100, LogLevel.Information,
        "{Store} is {Kind}, shared by one {Reach}. An outcome is durable when {DurableWhen}; a failover loses {FailoverLoses}; time is told by the clock of: {Clock}.")]
    public static partial void StoreGuarantee(
        ILogger logger, string store, string kind, StoreReach reach, string durableWhen, string failoverLoses, StoreClock clock);
}
