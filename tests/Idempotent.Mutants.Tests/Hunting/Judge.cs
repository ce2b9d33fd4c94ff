using System.Globalization;
using Idempotent.Mutants.Tests.Making;

namespace Idempotent.Mutants.Tests.Hunting;

/// <summary>Turns on a mutation and looks which test notices.</summary>
/// <param name="classes">The test classes of the copy.</param>
internal sealed class Judge(IReadOnlyList<TestClass> classes)
{
    private static readonly TimeSpan s_quick = TimeSpan.FromSeconds(8);

    /// <summary>Who killed the mutation; null when nobody did.</summary>
    public async Task<string?> JudgeAsync(int number)
    {
        foreach (var group in Askable(number))
        {
            var timeout = TimeSpan.FromSeconds(15) + (3 * TimeSpan.FromTicks(group.Sum(static c => c.Time.Ticks)));
            var (code, output) = await TestProgram.RunAsync(
                group.Key.Program, group.Select(static c => c.Name), timeout, (MutantSwitch.Active, number.ToString(CultureInfo.InvariantCulture)));
            if (code != 0)
            {
                return code is null ? "time-out" : FirstFailure(output) ?? group.Key.Program;
            }
        }

        return null;
    }

    /// <summary>The classes that run the mutation's code, quick ones first.</summary>
    private IEnumerable<IGrouping<(string Program, bool IsSlow), TestClass>> Askable(int number) =>
        from test in classes
        where test.Reached.Contains(number)
        group test by (test.Program, IsSlow: test.Time > s_quick) into tests
        orderby tests.Key.IsSlow
        select tests;

    private static string? FirstFailure(string output) =>
        output.Split('\n').Select(static l => l.Trim()).FirstOrDefault(static l => l.EndsWith("[FAIL]", StringComparison.Ordinal))?.Split('(', '[')[0].Trim();
}
