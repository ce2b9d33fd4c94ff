using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>Bodies that fail.</summary>
public sealed class FailureScenarios : IScenarios
{
    [Scenario]
    public static Task FailedBody_IsReleasedAndRunsAgain() => ReleaseAsync(new() { Work = FailOnce() });

    [Scenario]
    public static async Task FailureThatIsTheOutcome_IsEverybodys()
    {
        var world = new World { Operation = new("pay") { Lease = World.Lease, WaitTimeout = World.Ages, WhenFailed = WhenFailed.Store }, Work = Fail };
        var (one, two) = (world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one), world.Call(one), world.Call(two));

        foreach (var end in ended)
        {
            Promise.Holds(Tells(end.Failure) || end.Failure is IdempotencyLeaseLostException, $"A caller got {end}.");
        }

        var bodies = world.Witness.Bodies;
        var again = await world.EndAsync(world.Call(world.NewHost()));
        Promise.Holds(Tells(again[0].Failure) && world.Witness.Bodies == bodies, $"A replay gave {again[0]}.");
        await world.CloseAsync();
    }

    [Scenario]
    public static async Task FailedBody_UnderHold_IsRunByNobodyUntilItIsResolved()
    {
        var world = new World { Operation = new("pay") { Lease = World.Lease, WaitTimeout = World.Ages, WhenFailed = WhenFailed.Hold, WhenAbandoned = WhenAbandoned.Hold }, Work = FailOnce() };
        var (one, two) = (world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one), world.Call(one), world.Call(two));

        Expect.Only(ended, typeof(TimeoutException), typeof(IdempotencyOutcomeUnknownException), typeof(IdempotencyLeaseLostException));
        Promise.Holds(world.Witness.Bodies == 1 && ended.All(static e => e.Value is null), $"{world.Witness.Bodies} bodies ran, and callers got {string.Join<Ended>(", ", ended)}.");
        await ResolveAsync(world);
    }

    [Scenario]
    public static async Task DeadOwner_UnderHold_IsHeldByWhoeverFindsIt()
    {
        var world = new World { Operation = new("pay") { Lease = World.Lease, WaitTimeout = World.Ages, WhenAbandoned = WhenAbandoned.Hold } };
        await world.DieAsync();
        var (one, two) = (world.NewHost(), world.NewHost());
        var purge = Task.Run(async () => await world.Memory.PurgeAsync(10, default));

        var ended = await world.EndAsync(world.Call(one), world.Call(two));
        await purge;

        Promise.Holds(ended.All(static e => e.Failure is IdempotencyOutcomeUnknownException) && world.Witness.Bodies == 0, $"Callers got {string.Join<Ended>(", ", ended)}.");
        await ResolveAsync(world);
    }

    [Scenario]
    public static async Task Attempts_AreNeverMoreThanTheLimit()
    {
        var world = new World { Operation = new("pay") { Lease = World.Lease, WaitTimeout = World.Ages, MaxAttempts = 2 }, Work = Fail };
        var (one, two, three) = (world.NewHost(), world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one), world.Call(two), world.Call(three));

        Expect.Only(ended, typeof(TimeoutException), typeof(IdempotencyOutcomeUnknownException), typeof(IdempotencyLeaseLostException));
        Promise.Holds(world.Witness.Bodies <= 2, $"{world.Witness.Bodies} bodies ran.");
        await world.CloseAsync();
    }

    [Scenario(Planted = "a release that does not ask for the owner")]
    public static Task LateFailure_WhenReleaseAsksForNoOwner() => LateFailureAsync(static store => new Planting.UnownedRelease(store));

    [Scenario]
    public static Task LateFailure_DoesNotReleaseTheTakersClaim() => LateFailureAsync(static store => store);

    /// <summary>The first attempt outlives its lease and fails; its release must not let a third run beside the second.</summary>
    private static Task LateFailureAsync(Func<IIdempotencyStore, IIdempotencyStore> plant)
    {
        World world = null!;
        var isFirst = true;
        world = new(plant)
        {
            Tick = TimeSpan.FromSeconds(10),
            Work = async _ =>
            {
                var fails = isFirst;
                isFirst = false;
                await Task.Delay(World.Lease * (fails ? 1.4 : 0.9), world.Time, CancellationToken.None);
                if (fails)
                {
                    throw new TimeoutException();
                }
            },
        };
        world.Store.Always(StoreStep.Renew, StoreFault.Unavailable());
        return ReleaseAsync(world);
    }

    private static async Task ReleaseAsync(World world)
    {
        var (one, two, three) = (world.NewHost(), world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one), world.Call(one), world.Call(two), world.Call(three));

        Expect.Only(ended, typeof(TimeoutException), typeof(IdempotencyLeaseLostException));
        await world.SettleAsync(ended);
    }

    private static async Task ResolveAsync(World world)
    {
        var record = await world.Memory.GetAsync(World.Key, default);
        Promise.Holds(record is { State: RecordState.Held }, $"The record is {record?.State}.");
        Promise.Holds(await world.Witness.ResolveAsync(new(World.Key, record!.Attempt, Resolution.RunAgain), default) == ResolveStatus.Applied, "It could not be resolved.");
        await world.SettleAsync();
    }

    private static Func<CancellationToken, Task> FailOnce()
    {
        var failed = false;
        return async _ =>
        {
            await Task.Yield();
            if (!failed)
            {
                failed = true;
                throw new TimeoutException();
            }
        };
    }

    private static async Task Fail(CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw new TimeoutException("The bank is closed.");
    }

    /// <summary>The failure itself, or as it was stored.</summary>
    private static bool Tells(Exception? failure) => failure is TimeoutException or IdempotencyStoredFailureException { OriginalMessage: "The bank is closed." };
}
