using System.Globalization;
using Idempotent.Schedules.Tests.Exploring;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Idempotent.Schedules.Tests;

/// <summary>Runs the tests; or, in the rewritten copy that they start, the schedules of one scenario.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [Exploration.Argument, var scenario, var schedules, var seed]:
                return Exploration.Explore(scenario, uint.Parse(schedules, CultureInfo.InvariantCulture), uint.Parse(seed, CultureInfo.InvariantCulture));
            case [Exploration.Replay, var scenario]:
                return Exploration.ExploreAgain(scenario);
            default:
                return args.Any(static arg => arg is "--server" or "--internal-msbuild-node")
                    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
                    : await ConsoleRunner.Run(args);
        }
    }
}
