using System.Text;

namespace Idempotent.Generators.Rules;

/// <summary>The words that a name is made of.</summary>
internal static class NameWords
{
    /// <summary>The name in lower case without what separates its words: <c>userid</c> of <c>UserId</c> and of <c>user_id</c>.</summary>
    public static string Joined(string name) => string.Concat(Of(name));

    /// <summary>Whether the name's last words, together, are in the set: <c>emailaddress</c> of <c>customerEmailAddress</c>.</summary>
    public static bool EndsIn(string name, HashSet<string> set)
    {
        var end = "";
        return Of(name).Reverse().Take(4).Any(word => set.Contains(end = word + end));
    }

    private static IEnumerable<string> Of(string name)
    {
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var isStart = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if ((isStart || name[i] == '_') && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (name[i] != '_')
            {
                word.Append(char.ToLowerInvariant(name[i]));
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
