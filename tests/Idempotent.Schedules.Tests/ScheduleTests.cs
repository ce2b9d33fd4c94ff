using System.Globalization;
using Idempotent.Schedules.Tests.Exploring;
using Idempotent.Schedules.Tests.Scenarios;

namespace Idempotent.Schedules.Tests;

/// <summary>The scenarios of one subject, each under many schedules: Coyote chooses at every lock, task and wait who goes on.</summary>
public abstract class ScheduleTests<TScenarios>(RewrittenCopy copy)
    where TScenarios : IScenarios
{
    // The same schedules each time; more of them, and others, where they are asked for.
    private static readonly uint s_schedules = Setting("IDEMPOTENT_SCHEDULES", 200);
    private static readonly uint s_seed = Setting("IDEMPOTENT_SCHEDULES_SEED", 1);

    public static TheoryData<string> Names => [.. Scenario.Of(typeof(TScenarios)).Where(static s => s.Planted is null).Select(static s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EverySchedule_IsControlledAndKeepsThePromise(string scenario)
    {
        var (code, output) = await ExplorationProcess.RunAsync(copy.Folder, scenario, s_schedules, s_seed);

        Assert.True(code == Exploration.Kept, output);
        TestContext.Current.TestOutputHelper!.WriteLine(output);
    }

    private static uint Setting(string name, uint otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? uint.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

public sealed class ClaimScheduleTests(RewrittenCopy copy) : ScheduleTests<ClaimScenarios>(copy);

public sealed class TakeoverScheduleTests(RewrittenCopy copy) : ScheduleTests<TakeoverScenarios>(copy);

public sealed class FailureScheduleTests(RewrittenCopy copy) : ScheduleTests<FailureScenarios>(copy);

public sealed class ReconcileScheduleTests(RewrittenCopy copy) : ScheduleTests<ReconcileScenarios>(copy);

public sealed class JoiningScheduleTests(RewrittenCopy copy) : ScheduleTests<JoiningScenarios>(copy);

public sealed class CancellationScheduleTests(RewrittenCopy copy) : ScheduleTests<CancellationScenarios>(copy);

public sealed class OutageScheduleTests(RewrittenCopy copy) : ScheduleTests<OutageScenarios>(copy);
