namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>What callers may be told.</summary>
internal static class Expect
{
    /// <summary>Values, or failures of one type.</summary>
    public static void Only<TFailure>(IEnumerable<Ended> ended)
        where TFailure : Exception => Only(ended, typeof(TFailure));

    /// <summary>Values, or failures of these types.</summary>
    public static void Only(IEnumerable<Ended> ended, params Type[] failures)
    {
        foreach (var end in ended)
        {
            Promise.Holds(end.Failure is null || failures.Any(f => f.IsInstanceOfType(end.Failure)), $"A caller was told: {end.Failure}");
        }
    }
}
