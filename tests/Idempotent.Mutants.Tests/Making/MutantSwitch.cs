using System.Globalization;

namespace Idempotent.Mutants.Tests.Making;

/// <summary>The class that every mutated project gets: it knows which mutation is on, and can write down which it was asked for.</summary>
internal static class MutantSwitch
{
    /// <summary>The number of the mutation that is on; none when it is not set.</summary>
    public const string Active = "IDEMPOTENT_MUTANT";

    /// <summary>The folder to write down in, a file for each process, which mutations were asked for.</summary>
    public const string Reached = "IDEMPOTENT_MUTANTS_REACHED";

    public static string IsOn(int number) => $"global::Mutant.Is({number.ToString(CultureInfo.InvariantCulture)})";

    /// <param name="count">How many mutations there are; their numbers begin with 1.</param>
    public static string Source(int count) => $$"""
        internal static class Mutant
        {
            private static readonly int s_active = int.TryParse(global::System.Environment.GetEnvironmentVariable("{{Active}}"), out var number) ? number : 0;
            private static readonly string? s_reached = global::System.Environment.GetEnvironmentVariable("{{Reached}}");
            private static readonly bool[] s_seen = new bool[{{(count + 1).ToString(CultureInfo.InvariantCulture)}}];

            public static bool Is(int number)
            {
                if (s_reached is not null && !s_seen[number])
                {
                    Reach(number);
                }

                return number == s_active;
            }

            private static void Reach(int number)
            {
                lock (s_seen)
                {
                    // At once: the process may be killed.
                    s_seen[number] = true;
                    var file = global::System.Environment.ProcessId + "-" + typeof(Mutant).Assembly.GetName().Name;
                    global::System.IO.File.AppendAllText(global::System.IO.Path.Combine(s_reached!, file), number + "\n");
                }
            }
        }
        """;
}
