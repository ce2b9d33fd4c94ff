using Idempotent.Storing;

namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>Callers who go away at any point.</summary>
public sealed class CancellationScenarios : IScenarios
{
    [Scenario]
    public static async Task Callers_WhoGoAwayAtAnyPoint_LeaveNothingBehind()
    {
        World world = null!;
        world = new() { Work = token => Task.Delay(TimeSpan.FromSeconds(5), world.Time, token) };

        var ended = await GoAwayAsync(world);

        Expect.Only(ended, typeof(OperationCanceledException), typeof(IdempotencyLeaseLostException));
        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task Callers_WhoGoAwayFromDeafBodies_GetTheirOutcome()
    {
        World world = null!;
        world = new() { Work = _ => Task.Delay(TimeSpan.FromSeconds(5), world.Time, CancellationToken.None) };

        var ended = await GoAwayAsync(world);

        Expect.Only(ended, typeof(OperationCanceledException), typeof(IdempotencyLeaseLostException));
        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task Callers_WhoGoAwayUnderHold_LeaveAnOutcomeOrADecision()
    {
        World world = null!;
        world = new()
        {
            Operation = new("pay") { Lease = World.Lease, WaitTimeout = World.Ages, WhenAbandoned = WhenAbandoned.Hold },
            Work = token => Task.Delay(TimeSpan.FromSeconds(5), world.Time, token),
        };

        var ended = await GoAwayAsync(world);

        Expect.Only(ended, typeof(OperationCanceledException), typeof(IdempotencyOutcomeUnknownException), typeof(IdempotencyLeaseLostException));
        Promise.Holds(world.Witness.Bodies <= 1, $"{world.Witness.Bodies} bodies ran, and none of them ended in a known way.");
        if (await world.Memory.GetAsync(World.Key, default) is { State: RecordState.Held, Attempt: var attempt })
        {
            await world.Witness.ResolveAsync(new(World.Key, attempt, Resolution.RunAgain), default);
        }

        await world.SettleAsync(ended);
    }

    [Scenario]
    public static async Task Owner_WhoGoesAway_IsFollowedByAJoiner()
    {
        World world = null!;
        world = new() { Tick = World.Slow, Work = token => Task.Delay(TimeSpan.FromSeconds(5), world.Time, token) };
        var host = world.NewHost();
        using var first = new CancellationTokenSource();
        var calls = new[] { world.Call(host, caller: first.Token), world.Call(host), world.Call(host) };
        var away = Task.Run(first.Cancel);

        var ended = await world.EndAsync(calls);
        await away;

        Expect.Only(ended.Take(1), typeof(OperationCanceledException));
        Expect.Only(ended.Skip(1));
        await world.SettleAsync(ended);
    }

    private static async Task<Ended[]> GoAwayAsync(World world)
    {
        var (one, two) = (world.NewHost(), world.NewHost());
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var calls = new[] { world.Call(one, caller: first.Token), world.Call(one, caller: second.Token), world.Call(two, caller: second.Token) };
        var away = new[] { Task.Run(first.Cancel), Task.Run(second.Cancel) };

        var ended = await world.EndAsync(calls);
        await Task.WhenAll(away);
        return ended;
    }
}
