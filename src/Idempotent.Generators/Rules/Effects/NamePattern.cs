using System.Text.RegularExpressions;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>
/// Patterns for names. None can take long, since they repeat nothing within a repetition; the time-out is there for those who check for one, and so long that a machine which is busy with other things never meets it.
/// </summary>
internal static class NamePattern
{
    private static readonly TimeSpan s_never = TimeSpan.FromMinutes(10);

    public static Regex Of(string pattern, RegexOptions options = RegexOptions.None) => new(pattern, options | RegexOptions.CultureInvariant, s_never);
}
