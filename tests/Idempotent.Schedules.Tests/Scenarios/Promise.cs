namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>What a schedule must not do.</summary>
internal static class Promise
{
    public static void Holds(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new BrokenPromiseException(otherwise);
        }
    }
}

/// <summary>A schedule broke the promise.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
