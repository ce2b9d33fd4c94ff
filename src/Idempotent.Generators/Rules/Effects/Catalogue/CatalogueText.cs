using System.Collections.Immutable;

namespace Idempotent.Generators.Rules.Effects.Catalogue;

/// <summary>
/// Reads the catalogue's lines. An effect is <c>kind type members details</c>, an entry point <c>kind how type members details</c>; words are apart by white space, lists by commas, and <c>#</c> begins a comment.
/// The same lines, in an additional file named <c>*.effects.txt</c>, teach it a project's own.
/// </summary>
internal static class CatalogueText
{
    private static readonly char[] s_space = [' ', '\t', '\r'];

    private static readonly HashSet<string> s_ways = new(["attribute", "trigger", "takes", "in", "named", "event", "loop", "handler"], StringComparer.Ordinal);

    private static readonly HashSet<string> s_details = new(
        ["value", "set", "condition", "key", "in", "sent", "stores", "outbox", "verb", "called", "handlers", "needs", "calls", "of"], StringComparer.Ordinal);

    /// <summary>Whether a line is neither empty nor a comment.</summary>
    public static bool SaysSomething(string line) => line.Trim() is { Length: > 0 } text && text[0] != '#';

    public static IEnumerable<KnownApi> Read(string text) => text.Split('\n').Select(ReadLine).OfType<KnownApi>();

    /// <summary>The line's entry; null where it is empty, a comment, or not understood.</summary>
    public static KnownApi? ReadLine(string line)
    {
        var words = line.Split('#')[0].Split(s_space, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
        {
            return null;
        }

        var isEntry = s_ways.Contains(words[1]);
        var rest = words.Skip(isEntry ? 2 : 1).ToList();
        var details = rest.Where(static word => word.Contains('=')).SelectMany(static word => word.Split(','))
            .Select(static pair => pair.Split('=')).Where(static pair => pair.Length == 2)
            .ToImmutableDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
        var names = rest.Where(static word => !word.Contains('=')).ToList();
        var kind = Kind(words[0], isEntry);
        return kind is null || names.Count is 0 or > 2 || details.Keys.Any(static detail => !s_details.Contains(detail)) || (!isEntry && names.Count < 2)
            ? null
            : new KnownApi(kind, isEntry ? words[1] : "", [.. names[0].Split(',')], names.Count > 1 ? [.. names[1].Split(',')] : [], details);
    }

    private static string? Kind(string word, bool isEntry) => isEntry
        ? Enum.TryParse<EntryKind>(word, ignoreCase: true, out var entry) ? entry.ToString() : null
        : Enum.TryParse<EffectKind>(word, ignoreCase: true, out var effect) ? effect.ToString() : null;
}
