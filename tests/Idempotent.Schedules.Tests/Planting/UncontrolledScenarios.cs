using Idempotent.Schedules.Tests.Scenarios;

namespace Idempotent.Schedules.Tests.Planting;

/// <summary>What Coyote can't see through.</summary>
public sealed class UncontrolledScenarios : IScenarios
{
    [Scenario(Planted = "work on the platform's own threads")]
    public static async Task Work_OnTheThreadPool()
    {
        var done = new TaskCompletionSource();
        ThreadPool.QueueUserWorkItem(static done => done.SetResult(), done, preferLocal: false);
        await done.Task;
    }
}
