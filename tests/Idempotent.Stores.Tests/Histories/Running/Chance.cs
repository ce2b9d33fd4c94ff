namespace Idempotent.Stores.Tests.Histories;

/// <summary>What happens by chance, the same for the same seed. One caller at a time.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Another sequence for each number.</summary>
    public Chance(int seed, int number)
        : this(unchecked((seed * 397) ^ (number * 7919)))
    {
    }

    public int Below(int limit) => _random.Next(limit);

    public bool OneIn(int number) => Below(number) == 0;

    /// <summary>Lets by chance up to so much time pass.</summary>
    public Task PauseAsync(int longestMilliseconds, CancellationToken cancellationToken = default) =>
        Task.Delay(TimeSpan.FromMilliseconds(Below(longestMilliseconds + 1)), TimeProvider.System, cancellationToken);
}
