using System.Runtime.CompilerServices;

namespace Idempotent.Storing;

/// <summary>
/// When the circuit breaker before a remote store opens. While it is open, claims and reads are refused at once with <see cref="IdempotencyStoreUnavailableException"/>; then one call tries
/// whether the store answers again. Only a store that can't be reached or does not answer counts as failing: not one that refuses, not a cancelled call.
/// </summary>
/// <remarks>Completions, releases and renewals of methods that run are sent all the same. Read once, when the store is made.</remarks>
public sealed class CircuitBreakerOptions
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>Whether there is a breaker. Default true.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>The part of the calls within <see cref="SamplingDuration"/> that must fail for it to open. Above 0, up to 1. Default 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside that.</exception>
    public double FailureRatio
    {
        get;
        set => field = value is > 0 and <= 1 ? value : throw OutOfRange(value, "above 0 and at most 1");
    } = 0.5;

    /// <summary>How many calls there must have been within <see cref="SamplingDuration"/>. 2 or more. Default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside that.</exception>
    public int MinimumCalls
    {
        get;
        set => field = value >= 2 ? value : throw OutOfRange(value, "2 or more");
    } = 5;

    /// <summary>How long a call counts. Longer than the store's own time-outs, calls that answered before an outage delay the opening. 500 milliseconds to one day. Default 5 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside that.</exception>
    public TimeSpan SamplingDuration
    {
        get;
        set => field = Checked(value);
    } = TimeSpan.FromSeconds(5);

    /// <summary>How long it stays open before one call tries again. 500 milliseconds to one day. Default 5 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside that.</exception>
    public TimeSpan BreakDuration
    {
        get;
        set => field = Checked(value);
    } = TimeSpan.FromSeconds(5);

    private static TimeSpan Checked(TimeSpan value, [CallerMemberName] string name = "") =>
        value >= s_shortest && value <= s_longest ? value : throw OutOfRange(value, "between 500 milliseconds and one day", name);

    private static ArgumentOutOfRangeException OutOfRange(object value, string range, [CallerMemberName] string name = "") =>
        new(name, value, $"{nameof(CircuitBreakerOptions)}.{name} is {range}.");
}
