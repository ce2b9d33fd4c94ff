using Idempotent.Storing;

namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>A taker that asks what the dead attempt did.</summary>
public sealed class ReconcileScenarios : IScenarios
{
    [Scenario]
    public static async Task DeadOwnersOutcome_IsFoundByOneAndEverybodys()
    {
        var ended = await ReconcileAsync(static () => Reconciled<string>.Completed("found"), out var world);

        Promise.Holds(await world.SettleAsync(ended) == "found" && world.Witness.Bodies == 0, "The body ran.");
    }

    [Scenario]
    public static async Task DeadOwner_WhoDidNothing_IsFollowedByOneRun()
    {
        var ended = await ReconcileAsync(static () => Reconciled<string>.NotExecuted, out var world);

        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task DeadOwner_OfWhomNothingIsKnown_IsHeld()
    {
        var ended = await ReconcileAsync(static () => Reconciled<string>.Unknown, out var world);

        Promise.Holds(ended.All(static e => e.Value is null) && world.Witness.Bodies == 0, "The body ran.");
        Promise.Holds(await world.Memory.GetAsync(World.Key, default) is { State: RecordState.Held }, "The record is not held.");
        await world.CloseAsync();
    }

    [Scenario]
    public static async Task Reconciling_ThatFailsSometimes_IsAskedAgain()
    {
        World world = null!;
        var ended = await ReconcileAsync(() => world.Any(2) == 0 ? throw new TimeoutException() : Reconciled<string>.Completed("found"), out world);

        Promise.Holds(ended.All(static e => e.Value is null or "found") && world.Witness.Bodies == 0, "The body ran.");
        await world.CloseAsync();
    }

    private static Task<Ended[]> ReconcileAsync(Func<Reconciled<string>> find, out World made)
    {
        var world = made = new World
        {
            Operation = new("pay") { Lease = World.Lease, WaitTimeout = World.Ages, WhenAbandoned = WhenAbandoned.Hold },
            Reconcile = async () =>
            {
                await Task.Yield();
                return find();
            },
        };
        return RaceAsync(world);
    }

    private static async Task<Ended[]> RaceAsync(World world)
    {
        await world.DieAsync(holds: true);
        var (one, two) = (world.NewHost(), world.NewHost());
        var ended = await world.EndAsync(world.Call(one), world.Call(one), world.Call(two));
        Expect.Only(ended, typeof(IdempotencyOutcomeUnknownException), typeof(IdempotencyLeaseLostException));
        return ended;
    }
}
