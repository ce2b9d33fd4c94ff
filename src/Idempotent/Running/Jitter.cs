namespace Idempotent;

/// <summary>Spreads what would otherwise happen at once in many processes. A seed makes it repeatable. Thread-safe.</summary>
internal sealed class Jitter(int? seed = null)
{
    private readonly object _gate = new();
    private readonly Random _random = seed is { } value ? new(value) : new();

    /// <summary>Between three quarters of the time and the whole.</summary>
    public TimeSpan Shorten(TimeSpan time)
    {
        double part;
        lock (_gate)
        {
            part = _random.NextDouble();
        }

        return time * (0.75 + (0.25 * part));
    }
}
