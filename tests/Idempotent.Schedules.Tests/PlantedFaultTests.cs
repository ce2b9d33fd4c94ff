using Idempotent.Schedules.Tests.Exploring;
using Idempotent.Schedules.Tests.Planting;
using Idempotent.Schedules.Tests.Scenarios;

namespace Idempotent.Schedules.Tests;

/// <summary>Faults that were planted are found: what finds nothing in the library would find them there.</summary>
public sealed class PlantedFaultTests(RewrittenCopy copy)
{
    private const uint Schedules = 2_000;
    private const uint Seed = 1;

    private static readonly Scenario s_uncontrolled = Scenario.Of($"{nameof(UncontrolledScenarios)}.{nameof(UncontrolledScenarios.Work_OnTheThreadPool)}");

    public static TheoryData<string> Planted => [.. Scenario.All.Where(static s => s.Planted is not null && s != s_uncontrolled).Select(static s => s.Name)];

    [Theory]
    [MemberData(nameof(Planted))]
    public Task Fault_InTheStore_IsFound(string scenario) => FindAsync(copy.Folder, scenario);

    [Fact]
    public Task Completion_ThatIsLostBetweenOwnerAndJoiner_IsFound() =>
        FindAsync(copy.FolderThatLosesCompletions, $"{nameof(JoiningScenarios)}.{nameof(JoiningScenarios.Joiners_GetTheOwnersOutcome)}");

    [Fact]
    public async Task Schedule_ThatBrokeThePromise_BreaksItAgain()
    {
        const string scenario = $"{nameof(TakeoverScenarios)}.{nameof(TakeoverScenarios.DeadOwner_WhenTakeoverIsTwoSteps)}";
        await FindAsync(copy.Folder, scenario);

        var (code, output) = await ExplorationProcess.RunAgainAsync(copy.Folder, scenario);

        Assert.True(code == Exploration.Broken && output.Contains(nameof(BrokenPromiseException), StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task Concurrency_ThatIsNotControlled_IsReported()
    {
        var (code, output) = await ExplorationProcess.RunAsync(copy.Folder, s_uncontrolled.Name, 1, Seed);

        Assert.True(code != Exploration.Kept && output.Contains(nameof(ThreadPool.QueueUserWorkItem), StringComparison.Ordinal), output);
    }

    private static async Task FindAsync(string folder, string scenario)
    {
        var (code, output) = await ExplorationProcess.RunAsync(folder, scenario, Schedules, Seed);

        Assert.True(code == Exploration.Broken && output.Contains(nameof(BrokenPromiseException), StringComparison.Ordinal), output);
    }
}
