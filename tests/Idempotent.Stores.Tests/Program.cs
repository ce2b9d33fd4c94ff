using Idempotent.Stores.Tests.Crashing;
using Idempotent.Stores.Tests.Guarantees;
using Idempotent.Stores.Tests.Histories;
using Idempotent.Stores.Tests.Sqlite;
using Idempotent.Testing;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Idempotent.Stores.Tests;

/// <summary>Runs the tests, or, started by one of them, a worker process.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [SqliteWorker.Argument, var path, var work] => SqliteWorker.RunAsync(path, work),
        _ when CrashMatrix.IsAsked(args) => CrashMatrix.WorkAsync(args, CrashingCharge.Calls(CrashGround.Of(args))),
        [DoomedProcess.Argument, var database, var effects, var doom, var policy] => DoomedProcess.RunAsync(database, effects, Enum.Parse<Doom>(doom), policy),
        [HistoryWorker.Argument, ..] => HistoryWorker.RunAsync(args),
        _ when args.Any(arg => arg is "--server" or "--internal-msbuild-node") => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(args),
    };
}
