namespace Idempotent.Generators.Rules.Effects.Sql;

/// <summary>Splits SQL of any dialect into tokens. What it does not know becomes a symbol; it never fails.</summary>
internal static class SqlTokens
{
    public static List<SqlToken> Of(string sql)
    {
        var tokens = new List<SqlToken>();
        for (var at = 0; at < sql.Length;)
        {
            if (char.IsWhiteSpace(sql[at]))
            {
                at++;
                continue;
            }

            var (kind, end) = Next(sql, at);
            if (kind is { } found)
            {
                tokens.Add(new SqlToken(found, found == SqlTokenKind.Word ? Unquoted(sql, at, end) : sql.Substring(at, end - at), at, end));
            }

            at = end;
        }

        return tokens;
    }

    /// <summary>The token at a place, without a kind where it is a comment, and its end.</summary>
    private static (SqlTokenKind? Kind, int End) Next(string sql, int at)
    {
        var next = at + 1 < sql.Length ? sql[at + 1] : '\0';
        return sql[at] switch
        {
            '-' when next == '-' => (null, Until(sql, at, "\n")),
            '#' when at == 0 || sql[at - 1] == '\n' => (null, Until(sql, at, "\n")),
            '/' when next == '*' => (null, Until(sql, at + 2, "*/")),
            '\'' => (SqlTokenKind.Literal, Quoted(sql, at, '\'')),
            'N' or 'E' when next == '\'' => (SqlTokenKind.Literal, Quoted(sql, at + 1, '\'')),
            '"' => (SqlTokenKind.Word, Quoted(sql, at, '"')),
            '`' => (SqlTokenKind.Word, Quoted(sql, at, '`')),
            '[' when IsWordStart(next) => (SqlTokenKind.Word, Quoted(sql, at, ']')),
            '{' => (SqlTokenKind.Parameter, Until(sql, at, "}")),
            '?' => (SqlTokenKind.Parameter, at + 1),
            '@' or ':' or '$' when IsWordPart(next) => (SqlTokenKind.Parameter, WordEnd(sql, at + 1)),
            ':' when next == ':' => (SqlTokenKind.Symbol, at + 2),
            '#' when IsWordStart(next) => (SqlTokenKind.Word, WordEnd(sql, at + 1)),
            var c when char.IsDigit(c) => (SqlTokenKind.Literal, WordEnd(sql, at)),
            var c when IsWordStart(c) => (SqlTokenKind.Word, WordEnd(sql, at)),
            '|' or '<' or '>' or '!' when next is '|' or '=' or '>' => (SqlTokenKind.Symbol, at + 2),
            _ => (SqlTokenKind.Symbol, at + 1),
        };
    }

    private static bool IsWordStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    private static int WordEnd(string sql, int at)
    {
        while (at < sql.Length && IsWordPart(sql[at]))
        {
            at++;
        }

        return at;
    }

    private static int Until(string sql, int at, string end) => sql.IndexOf(end, at, StringComparison.Ordinal) is >= 0 and var found ? found + end.Length : sql.Length;

    /// <summary>The end of a quoted text; a doubled quote does not end it.</summary>
    private static int Quoted(string sql, int at, char quote)
    {
        for (at++; at < sql.Length; at++)
        {
            if (sql[at] == quote && (at + 1 >= sql.Length || sql[at + 1] != quote))
            {
                return at + 1;
            }

            at += sql[at] == quote ? 1 : 0;
        }

        return sql.Length;
    }

    private static string Unquoted(string sql, int start, int end) =>
        sql[start] is '"' or '`' or '[' ? sql.Substring(start + 1, Math.Max(0, end - start - 2)) : sql.Substring(start, end - start);
}
