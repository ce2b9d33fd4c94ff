using Idempotent.Storing;
using Microsoft.Extensions.Logging;

namespace Idempotent.Registering;

internal static partial class StartupLog
{
    [LoggerMessage(EventId = 1, EventName = "StoreGuarantee", Level = LogLevel.Information, Message =
        "{Store} is {Kind}, shared by one {Reach}. An outcome is durable when {DurableWhen}; a failover loses {FailoverLoses}; time is told by the clock of: {Clock}.")]
    public static partial void StoreGuarantee(
        ILogger logger, string store, string kind, StoreReach reach, string durableWhen, string failoverLoses, StoreClock clock);
}
