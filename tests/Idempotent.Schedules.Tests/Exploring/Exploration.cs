using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.Coyote;
using Microsoft.Coyote.Logging;
using Microsoft.Coyote.SystematicTesting;

namespace Idempotent.Schedules.Tests.Exploring;

/// <summary>Runs one scenario under many schedules, or under one again. It runs in the rewritten copy of this program, a scenario a process.</summary>
internal static class Exploration
{
    public const string Argument = "--explore";
    public const string Replay = "--replay";

    /// <summary>The variable of the environment that names the core to stay on.</summary>
    public const string Core = "IDEMPOTENT_SCHEDULES_CORE";

    /// <summary>All schedules kept the promise.</summary>
    public const int Kept = 0;

    /// <summary>A schedule broke it.</summary>
    public const int Broken = 1;

    /// <summary>Coyote did not control everything, so that nothing is proved.</summary>
    public const int Uncontrolled = 2;

    // After so many steps an unfair strategy turns fair: a scenario ends under every strategy.
    private const uint MostUnfairSteps = 400;
    private const uint MostSteps = 50_000;

    // Coyote knows a deadlock when it sees one. By the clock it only guesses that something hangs, and a busy machine is slow.
    private const uint LongestSilence = 60_000;

    public static int Explore(string name, uint schedules, uint seed)
    {
        using var engine = Run(name, Common().WithTestingIterations(schedules).WithRandomGeneratorSeed(seed));
        var report = engine.TestReport;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {report.NumOfExploredFairPaths + report.NumOfExploredUnfairPaths} schedules from seed {seed}, {report.TotalExploredFairSteps + report.TotalExploredUnfairSteps} decisions, up to {report.MaxControlledOperations} operations at once"));
        if (report.NumOfFoundBugs > 0 || report.InternalErrors.Count > 0)
        {
            File.WriteAllText(TraceOf(name), engine.ReproducibleTrace);
            Console.WriteLine(string.Join('\n', [.. report.BugReports, .. report.InternalErrors]));
            Console.WriteLine($"The schedule again, step by step: dotnet {Environment.GetCommandLineArgs()[0]} {Replay} {name}");
            return Broken;
        }

        foreach (var invocation in report.UncontrolledInvocations)
        {
            Console.WriteLine($"Not controlled: {invocation}");
        }

        return report.UncontrolledInvocations.Count == 0 ? Kept : Uncontrolled;
    }

    /// <summary>Runs the schedule that broke the promise last, and tells every step of it.</summary>
    public static int ExploreAgain(string name)
    {
        var settings = Common().WithReproducibleTrace(File.ReadAllText(TraceOf(name))).WithVerbosityEnabled(VerbosityLevel.Debug).WithConsoleLoggingEnabled();
        using var engine = Run(name, settings);
        return engine.TestReport.NumOfFoundBugs == 0 ? Kept : Broken;
    }

    private static string TraceOf(string name) => Path.Combine(AppContext.BaseDirectory, $"{name}.trace");

    private static TestingEngine Run(string name, Configuration settings)
    {
        if ((OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) && Environment.GetEnvironmentVariable(Core) is { } core)
        {
            Process.GetCurrentProcess().ProcessorAffinity = 1 << int.Parse(core, CultureInfo.InvariantCulture);
        }

        // Coyote ends the threads of a broken schedule by interrupting them, also where nobody can catch it.
        ExceptionHandling.SetUnhandledExceptionHandler(static e => e is ThreadInterruptedException);
        var engine = TestingEngine.Create(settings, Scenario.Of(name).Run);
        engine.Run();
        return engine;
    }

    private static Configuration Common() => Configuration.Create()
        .WithTelemetryEnabled(false)
        .WithConsoleLoggingEnabled(false)
        .WithPartiallyControlledConcurrencyAllowed(false)
        .WithDeadlockTimeout(LongestSilence)
        .WithMaxSchedulingSteps(MostUnfairSteps, MostSteps)
        .WithFailureOnMaxStepsBoundEnabled();
}
