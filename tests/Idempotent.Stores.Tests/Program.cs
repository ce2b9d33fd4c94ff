using Idempotent.Stores.Tests.Guarantees;
using Idempotent.Stores.Tests.Sqlite;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Idempotent.Stores.Tests;

/// <summary>Runs the tests, or, started by one of them, a worker process.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [SqliteWorker.Argument, var path, var work] => SqliteWorker.RunAsync(path, work),
        [DoomedProcess.Argument, var database, var effects, var doom, var policy] => DoomedProcess.RunAsync(database, effects, Enum.Parse<Doom>(doom), policy),
        _ when args.Any(arg => arg is "--server" or "--internal-msbuild-node") => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(args),
    };
}
