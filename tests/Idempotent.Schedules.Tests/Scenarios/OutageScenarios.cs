using Idempotent.Testing;

namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>A store that fails at any point: before a step is applied, or after.</summary>
public sealed class OutageScenarios : IScenarios
{
    private static readonly StoreStep[] s_steps = [StoreStep.Claim, StoreStep.Complete, StoreStep.Release, StoreStep.Renew, StoreStep.Hold, StoreStep.Watch, StoreStep.Manage];

    [Scenario]
    public static async Task Faults_AtAnyPoint_KeepThePromise()
    {
        var world = new World { SavesLate = true };
        Break(world, steps: 3);

        var ended = await RaceAsync(world);

        Expect.Only(ended, typeof(IdempotencyStoreUnavailableException), typeof(IdempotencyLeaseLostException));
        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task Faults_AtAnyPoint_OfBodiesThatFail_KeepThePromise()
    {
        World world = null!;
        world = new()
        {
            SavesLate = true,
            Work = async _ =>
            {
                await Task.Yield();
                if (world.Any(2) == 0)
                {
                    throw new TimeoutException();
                }
            },
        };
        Break(world, steps: 3);

        var ended = await RaceAsync(world);

        Expect.Only(ended, typeof(TimeoutException), typeof(IdempotencyStoreUnavailableException), typeof(IdempotencyLeaseLostException));
        Promise.Holds(ended.Select(static e => e.Value).OfType<string>().Where(v => !world.IsExcused(v)).Distinct().Count() <= 1, "There are two outcomes.");
        await world.CloseAsync();
    }

    [Scenario]
    public static async Task Faults_AtAnyPoint_UnderHold_KeepThePromise()
    {
        var world = new World { SavesLate = true, Operation = new("pay") { Lease = World.Lease, WaitTimeout = World.Ages, WhenAbandoned = WhenAbandoned.Hold } };
        Break(world, steps: 3);

        var ended = await RaceAsync(world);

        Expect.Only(ended, typeof(IdempotencyStoreUnavailableException), typeof(IdempotencyOutcomeUnknownException), typeof(IdempotencyLeaseLostException));
        Promise.Holds(world.Witness.Bodies <= 1, $"{world.Witness.Bodies} bodies ran.");
        await world.CloseAsync();
    }

    [Scenario]
    public static async Task Outcome_ThatCannotBeSavedForAWhile_IsNotRunAgain()
    {
        var world = new World { SavesLate = true, Tick = TimeSpan.FromSeconds(1) };
        for (var i = 0; i < 3; i++)
        {
            world.Store.Next(StoreStep.Complete, StoreFault.Unavailable());
        }

        var ended = await RaceAsync(world);

        Expect.Only<IdempotencyLeaseLostException>(ended);
        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task Host_ThatIsStoppedAtAnyPoint_LeavesNothingStuck()
    {
        var world = new World { SavesLate = true };
        world.Store.Next(StoreStep.Complete, StoreFault.Unavailable());
        var (one, two) = (world.NewHost(), world.NewHost());
        var calls = new[] { world.Call(one), world.Call(one), world.Call(two) };
        var stop = Task.Run(async () => await one.DisposeAsync());

        var ended = await world.EndAsync(calls);
        await stop;

        Expect.Only(ended, typeof(ObjectDisposedException), typeof(IdempotencyLeaseLostException));
        await world.SettleAsync(ended);
    }

    private static Task<Ended[]> RaceAsync(World world)
    {
        var (one, two) = (world.NewHost(), world.NewHost());
        return world.EndAsync(world.Call(one), world.Call(one), world.Call(two));
    }

    /// <summary>Of some steps, some of the next calls fail.</summary>
    private static void Break(World world, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            var step = s_steps[world.Any(s_steps.Length)];
            for (var passes = world.Any(3); passes > 0; passes--)
            {
                world.Store.Next(step, StoreFault.DelayedRequest(Task.CompletedTask));
            }

            for (var fails = world.Any(3); fails >= 0; fails--)
            {
                world.Store.Next(step, world.Any(2) == 0 ? StoreFault.Unavailable() : StoreFault.ReplyLost());
            }
        }
    }
}
