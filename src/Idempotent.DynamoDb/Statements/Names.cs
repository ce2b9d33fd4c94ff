using System.Text.RegularExpressions;

namespace Idempotent.DynamoDb.Statements;

/// <summary>Expressions write every attribute as <c>#name</c>, because many of their names are reserved words.</summary>
internal static partial class Names
{
    /// <summary>What the names in these expressions stand for: all of them, and no other, as DynamoDB demands.</summary>
    public static Dictionary<string, string> In(params ReadOnlySpan<string> expressions)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var expression in expressions)
        {
            foreach (var name in Name().EnumerateMatches(expression))
            {
                var token = expression.Substring(name.Index, name.Length);
                names[token] = token[1..];
            }
        }

        return names;
    }

    [GeneratedRegex("#[a-z_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
