using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests;

/// <summary>
/// Records in memory behind any number of instances, as a server and its clients: has everything but transactions, so that every other case can be tried on it, right or broken.
/// </summary>
public sealed class ServedHarness(Func<Client, IIdempotencyStore> open, StoreFeatures alsoLacks = StoreFeatures.None) : StoreHarness
{
    private readonly World _world = new();
    private int _instances;

    public ServedHarness()
        : this(client => new Broken(client))
    {
    }

    public override StoreFeatures Lacks => StoreFeatures.Transactions | alsoLacks;

    public override int RaceRounds => 10;

    public override TimeSpan Patience => PatienceNow;

    /// <summary>Long, but for the case that is to fail.</summary>
    public TimeSpan PatienceNow { get; init; } = TimeSpan.FromSeconds(30);

    public override ValueTask<IIdempotencyStore> OpenAsync() => OpenSkewedAsync(TimeSpan.Zero);

    public override ValueTask<IIdempotencyStore> OpenSkewedAsync(TimeSpan ahead) => new(open(new(_world, Interlocked.Increment(ref _instances), ahead)));

    public override ValueTask AdvanceAsync(TimeSpan time)
    {
        _world.Time.Advance(time);
        return ValueTask.CompletedTask;
    }
}

/// <summary>One instance: where it reads and writes, which one it is, from 1, and how much its caller's clock is ahead.</summary>
public sealed record Client(World World, int Number, TimeSpan Ahead);
