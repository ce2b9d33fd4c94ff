using Idempotent.Mutants.Tests.Hunting;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Idempotent.Mutants.Tests;

/// <summary>Runs the tests of the mutator; or, asked to hunt, the tests of the library over its mutants.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["list", .. var options]:
                return Code(new HuntCommand(options).List());
            case ["hunt", .. var options]:
                return Code(await new HuntCommand(options).HuntAsync());
            case ["build"]:
                return Code(await HuntCommand.BuildAsync());
            case ["cover"]:
                await Coverage.TakeAsync();
                return 0;
            case ["judge", .. var options]:
                return Code(await new HuntCommand(options).JudgeAsync());
            case ["report", .. var options]:
                return Code(new HuntCommand(options).Report());
            default:
                return args.Any(static arg => arg is "--server" or "--internal-msbuild-node")
                    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
                    : await ConsoleRunner.Run(args);
        }
    }

    private static int Code(bool isFine) => isFine ? 0 : 1;
}
