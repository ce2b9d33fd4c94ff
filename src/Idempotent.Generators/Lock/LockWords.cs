using System.Text;

namespace Idempotent.Generators.Lock;

/// <summary>Words of a line: apart by spaces, in quotes where they would not be one word without.</summary>
internal static class LockWords
{
    public static string Quote(string word)
    {
        if (word.Length > 0 && word[0] != '#' && word[0] != '[' && !word.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '\\'))
        {
            return word;
        }

        var text = new StringBuilder("\"");
        foreach (var c in word)
        {
            text.Append(c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", _ => c.ToString() });
        }

        return text.Append('"').ToString();
    }

    /// <summary>The words of a line; null where a quote is not closed.</summary>
    public static IReadOnlyList<string>? Split(string line)
    {
        var words = new List<string>();
        for (var i = 0; i < line.Length;)
        {
            if (char.IsWhiteSpace(line[i]))
            {
                i++;
            }
            else if (line[i] != '"')
            {
                var end = i;
                while (end < line.Length && !char.IsWhiteSpace(line[end]))
                {
                    end++;
                }

                words.Add(line.Substring(i, end - i));
                i = end;
            }
            else if (Quoted(line, ref i) is { } word)
            {
                words.Add(word);
            }
            else
            {
                return null;
            }
        }

        return words;
    }

    private static string? Quoted(string line, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            switch (line[at])
            {
                case '"':
                    at++;
                    return text.ToString();
                case '\\' when at + 1 < line.Length:
                    at++;
                    text.Append(line[at] switch { 'n' => '\n', 'r' => '\r', var c => c });
                    break;
                default:
                    text.Append(line[at]);
                    break;
            }
        }

        return null;
    }
}
