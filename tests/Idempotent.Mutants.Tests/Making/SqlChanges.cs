using System.Text.RegularExpressions;

namespace Idempotent.Mutants.Tests.Making;

/// <summary>The small changes of one SQL text, given as the literal in the source: each with what it changes.</summary>
internal static partial class SqlChanges
{
    private static readonly (Regex Pattern, string Other)[] s_changes =
    [
        (Conditions(), ""),
        (FirstConditions(), ""),
        (OnlyConditions(), ""),
        (Equality(), " <> "),
        (AtMost(), " < "),
        (Below(), " <= "),
        (Above(), " >= "),
        (Assignments(), ""),
        (Clauses(), ""),
    ];

    public static IEnumerable<(string Other, string Change)> Of(string literal) =>
        !Statement().IsMatch(literal) ? [] :
        from change in s_changes
        from Match match in change.Pattern.Matches(literal)
        select (string.Concat(literal.AsSpan(0, match.Index), change.Other, literal.AsSpan(match.Index + match.Length)), Around(literal, match));

    private static string Around(string literal, Match match)
    {
        var begin = Math.Max(match.Index - 30, 0);
        var end = Math.Min(match.Index + match.Length + 15, literal.Length);
        return $"{literal[begin..match.Index]}[{match.Value}]{literal[(match.Index + match.Length)..end]}";
    }

    [GeneratedRegex(@"^[$@""\s]*(SELECT|INSERT INTO|UPDATE|DELETE FROM|BEGIN|PRAGMA|CREATE|AND|WHERE)\b|\bCREATE (TABLE|INDEX)\b")]
    private static partial Regex Statement();

    /// <summary>A further condition.</summary>
    [GeneratedRegex(@" AND \w+ [=<>]+ ('[^']*'|\{[^}]*\}|\?\d+|\d+)")]
    private static partial Regex Conditions();

    /// <summary>The first of several conditions.</summary>
    [GeneratedRegex(@"(?<=\bWHERE )\w+ [=<>]+ ('[^']*'|\{[^}]*\}|\?\d+|\d+) AND ")]
    private static partial Regex FirstConditions();

    /// <summary>The only condition.</summary>
    [GeneratedRegex(@"\s+WHERE \w+ [=<>]+ ('[^']*'|\{[^}]*\}|\?\d+|\d+)(?! AND)")]
    private static partial Regex OnlyConditions();

    [GeneratedRegex(@"(?<=\b(WHERE|AND) \w+) = ")]
    private static partial Regex Equality();

    [GeneratedRegex(" <= ")]
    private static partial Regex AtMost();

    [GeneratedRegex(" < ")]
    private static partial Regex Below();

    [GeneratedRegex(" > ")]
    private static partial Regex Above();

    /// <summary>One of several columns that are set.</summary>
    [GeneratedRegex(@"\b\w+ = \?\d+, ?")]
    private static partial Regex Assignments();

    [GeneratedRegex(@" IMMEDIATE\b| ORDER BY \w+|\bCREATE INDEX [^;]*;| STRICT\b| CHECK \([^)]*\)")]
    private static partial Regex Clauses();
}
