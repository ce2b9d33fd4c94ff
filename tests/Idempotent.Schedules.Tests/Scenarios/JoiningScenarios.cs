namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>Duplicates in the process of the call that runs.</summary>
public sealed class JoiningScenarios : IScenarios
{
    /// <summary>One process, where nothing but the owner's end can end a joiner's wait.</summary>
    [Scenario]
    public static async Task Joiners_GetTheOwnersOutcome()
    {
        var world = new World();
        var host = world.NewHost();

        var ended = await world.EndAsync(world.Call(host), world.Call(host), world.Call(host));

        Promise.Holds(world.Witness.Attempts == 1 || ended.Any(static e => e.Failure is IdempotencyLeaseLostException), $"{world.Witness.Attempts} attempts were made, though all could join.");
        Expect.Only<IdempotencyLeaseLostException>(ended);
        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task Joiners_OfImmutableResults_ShareOne()
    {
        var world = new World { Operation = new("pay") { Lease = World.Lease, WaitTimeout = World.Ages, ResultIsImmutable = true } };
        var host = world.NewHost();

        var ended = await world.EndAsync(world.Call(host), world.Call(host), world.Call(host));

        Expect.Only<IdempotencyLeaseLostException>(ended);
        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task Duplicates_ThatMayNotWait_AreToldOrAnswered()
    {
        var world = new World { Operation = new("pay") { Lease = World.Lease, WhenInProgress = WhenInProgress.Reject } };
        var (one, two) = (world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one), world.Call(one), world.Call(two));

        Expect.Only(ended, typeof(IdempotencyInProgressException), typeof(IdempotencyLeaseLostException));
        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task Duplicates_ThatWaitForSoLong_AreToldOrAnswered()
    {
        World world = null!;
        world = new()
        {
            Operation = new("pay") { Lease = World.Lease, WaitTimeout = TimeSpan.FromSeconds(10) },
            Work = _ => Task.Delay(TimeSpan.FromSeconds(12), world.Time, CancellationToken.None),
        };
        var (one, two) = (world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one), world.Call(one), world.Call(two), world.Call(two));

        Expect.Only(ended, typeof(IdempotencyInProgressException), typeof(IdempotencyLeaseLostException));
        await world.SettleAsync(ended);
    }
}
