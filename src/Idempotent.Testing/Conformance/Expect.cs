namespace Idempotent.Testing;

/// <summary>What a case throws when it is not met.</summary>
internal sealed class Unmet(string message) : Exception(message);

internal static class Expect
{
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new Unmet($"{what}: expected {expected}, but was {actual}.");
        }
    }

    public static void True(bool condition, string expectation)
    {
        if (!condition)
        {
            throw new Unmet($"expected that {expectation}.");
        }
    }

    public static T NotNull<T>(T? value, string what)
        where T : class => value ?? throw new Unmet($"{what}: there is none.");

    /// <summary>More than nothing and at most so much.</summary>
    public static void Within(TimeSpan most, TimeSpan actual, string what) =>
        True(actual > TimeSpan.Zero && actual <= most, $"{what} is above zero and at most {most}, not {actual}");

    public static void Bytes(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual, string what) =>
        True(expected.Span.SequenceEqual(actual.Span), $"{what} has the same {expected.Length} bytes; there are {actual.Length}");

    /// <summary>Waits in real time, as long as the harness has patience.</summary>
    public static async Task SoonAsync(Task task, TimeSpan patience, string what)
    {
        try
        {
            await task.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            throw new Unmet($"expected that {what}, but it did not within {patience}.");
        }
    }
}
