using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>Leases that end, and leases that must not.</summary>
public sealed class TakeoverScenarios : IScenarios
{
    [Scenario]
    public static Task DeadOwner_IsTakenOverByOne() => TakeOverAsync(new() { Tick = TimeSpan.FromSeconds(10) });

    [Scenario(Planted = "a takeover that reads, and then writes")]
    public static Task DeadOwner_WhenTakeoverIsTwoSteps() => TakeOverAsync(new(static store => new Planting.TwoStepTakeover(store)) { Tick = TimeSpan.FromSeconds(10) });

    [Scenario]
    public static async Task SlowOwner_WhoCannotRenew_IsFencedOff()
    {
        World world = null!;
        world = new() { Work = token => Task.Delay(World.Lease * 1.2, world.Time, token) };
        world.Store.Always(StoreStep.Renew, StoreFault.Unavailable());
        var (one, two) = (world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one), world.Call(two));

        // The token of a body whose lease is over is cancelled; one that ends nevertheless is told.
        Expect.Only(ended, typeof(IdempotencyLeaseLostException), typeof(OperationCanceledException));
        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task DeafOwner_WhoseLeaseIsOver_IsFencedOff()
    {
        World world = null!;
        world = new() { Work = _ => Task.Delay(World.Lease * 1.2, world.Time, CancellationToken.None) };
        world.Store.Always(StoreStep.Renew, StoreFault.Unavailable());
        var (one, two) = (world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one), world.Call(two), world.Call(two));

        Expect.Only<IdempotencyLeaseLostException>(ended);
        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task LongBody_WhoseLeaseIsRenewed_RunsAlone()
    {
        World world = null!;
        world = new() { Tick = TimeSpan.FromSeconds(1), Work = token => Task.Delay(World.Lease * 2, world.Time, token) };
        var (one, two) = (world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one), world.Call(two));

        Expect.Only(ended, typeof(IdempotencyLeaseLostException), typeof(OperationCanceledException));
        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task LateOwner_CanNeitherCompleteNorReleaseNorRenew()
    {
        var world = new World();
        var late = await world.DieAsync();

        var call = world.Call(world.NewHost());
        var writes = Task.Run(async () => (
            Completed: await world.Witness.CompleteAsync(new(World.Key, late, Resolution.Completed.Outcome!, World.Ages), default),
            Renewed: (await world.Witness.RenewBatchAsync([new(World.Key, late, World.Lease)], default))[0],
            Released: await world.Witness.ReleaseAsync(new(World.Key, late, World.Ages), default)));
        var ended = await world.EndAsync(call);
        var answers = await writes;

        // Who is first decides; nobody gets both.
        var isLates = answers.Completed == WriteStatus.Applied;
        Promise.Holds(isLates ? world.Witness.Bodies == 0 : ended[0].Value is not null, $"The late owner was told {answers}, and the call got {ended[0]}.");
        Promise.Holds(isLates || answers is { Completed: WriteStatus.NotOwner, Renewed: WriteStatus.NotOwner, Released: WriteStatus.NotOwner }, $"The late owner was told {answers}.");
        await world.CloseAsync();
    }

    private static async Task TakeOverAsync(World world)
    {
        await world.DieAsync();
        var (one, two, three) = (world.NewHost(), world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one), world.Call(two), world.Call(three));

        Expect.Only<IdempotencyLeaseLostException>(ended);
        await world.SettleAsync(ended);
    }
}
