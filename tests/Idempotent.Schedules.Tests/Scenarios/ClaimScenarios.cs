namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>Callers at once, in one process and in several.</summary>
public sealed class ClaimScenarios : IScenarios
{
    [Scenario]
    public static Task Duplicates_WhoAreWoken_GetTheOneOutcome() => RaceAsync(new());

    [Scenario]
    public static Task Duplicates_WhoPoll_GetTheOneOutcome() => RaceAsync(new() { Wakes = false });

    [Scenario]
    public static async Task AnotherPayload_IsToldAndNeverAnswered()
    {
        var world = new World();
        var (one, two) = (world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one, "10"), world.Call(one, "99"), world.Call(two, "10"), world.Call(two, "99"));

        // Whoever came first decides which payload the key stands for.
        var winner = ended[0].Value is not null || ended[2].Value is not null ? 0 : 1;
        foreach (var (end, i) in ended.Select(static (e, i) => (e, i)))
        {
            Promise.Holds(
                i % 2 == winner ? end.Value is not null || end.Failure is IdempotencyLeaseLostException : end.Failure is IdempotencyKeyReusedException,
                $"Caller {i} got {end}, and the key stands for the payload of caller {winner}.");
        }

        Promise.Holds(ended.Where(static e => e.Value is not null).Select(static e => e.Value).Distinct().Count() == 1, "There are two outcomes.");
        await world.CloseAsync();
    }

    private static async Task RaceAsync(World world)
    {
        var (one, two) = (world.NewHost(), world.NewHost());

        var ended = await world.EndAsync(world.Call(one), world.Call(one), world.Call(two));

        Expect.Only<IdempotencyLeaseLostException>(ended);
        await world.SettleAsync(ended);
    }
}
