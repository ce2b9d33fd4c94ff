using Microsoft.Coyote.Rewriting;

namespace Idempotent.Schedules.Tests.Controlling;

/// <summary>What context flows into a task decides nothing about the order of things, so the platform's own may stay.</summary>
[SkipRewriting("Coyote reports every use of an execution context.")]
public static class UnflowedCalls
{
    [InsteadOf(typeof(ExecutionContext))]
    public static bool IsFlowSuppressed() => ExecutionContext.IsFlowSuppressed();

    [InsteadOf(typeof(ExecutionContext))]
    public static AsyncFlowControl SuppressFlow() => ExecutionContext.SuppressFlow();

    [InsteadOf(typeof(ExecutionContext))]
    public static void RestoreFlow() => ExecutionContext.RestoreFlow();
}
