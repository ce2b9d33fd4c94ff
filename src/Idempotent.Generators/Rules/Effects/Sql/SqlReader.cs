namespace Idempotent.Generators.Rules.Effects.Sql;

/// <summary>
/// Reads what the statements of an SQL text do when they run twice: PostgreSQL, SQL Server, MySQL and SQLite, several statements, parameters and holes in between. Whatever it can't follow it takes for repeatable.
/// </summary>
internal static class SqlReader
{
    private static readonly HashSet<string> s_verbs = new(["INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "SELECT"], StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<SqlStatement> Read(string sql)
    {
        var statements = new List<SqlStatement>();
        foreach (var tokens in Split(SqlTokens.Of(sql)))
        {
            if (Verb(tokens) is >= 0 and var verb && ReadOne(tokens, verb) is { Effect: not SqlEffect.Repeatable } statement)
            {
                statements.Add(statement);
            }
        }

        return statements;
    }

    /// <summary>The attribute that an update expression of DynamoDB changes by what it was: by <c>ADD</c>, or by <c>SET n = n + :n</c>.</summary>
    public static string? RelativeColumn(string expression)
    {
        var tokens = SqlTokens.Of(expression);
        var add = After(tokens, 0, "ADD");
        return add >= 0 && add < tokens.Count && !HarmlessNames.IsCounter(tokens[add].Text) ? tokens[add].Text
            : After(tokens, 0, "SET") is >= 0 and var set ? SqlAssignments.Relative(tokens, set, "")?.Column
            : null;
    }

    /// <summary>Whether the number of rows tells who was first: an insert that leaves what is there, or a step from one state to the next.</summary>
    public static bool IsClaim(string sql)
    {
        var statements = Split(SqlTokens.Of(sql)).Where(static tokens => Verb(tokens) >= 0).ToList();
        return statements is [var tokens] && Verb(tokens) is var verb
            && (tokens[verb].Is("INSERT") ? IsGuarded(tokens, verb) && After(tokens, verb, "DO", "UPDATE") < 0 && After(tokens, verb, "KEY", "UPDATE") < 0 && After(tokens, verb, "REPLACE") < 0
                : tokens[verb].Is("UPDATE") && After(tokens, verb, "SET") is >= 0 and var set && SqlAssignments.IsStep(tokens, set));
    }

    /// <summary>Statements end at a semicolon, and where another one begins on its own after a row of values.</summary>
    private static IEnumerable<List<SqlToken>> Split(List<SqlToken> tokens)
    {
        var current = new List<SqlToken>();
        var depth = 0;
        foreach (var token in tokens)
        {
            depth += token.Is("(") ? 1 : token.Is(")") ? -1 : 0;
            var startsAnother = depth == 0 && current.Count > 0 && token.Is("INSERT") && Verb(current) >= 0 && !current[current.Count - 1].Is("THEN");
            if (startsAnother || (depth <= 0 && token.Is(";")))
            {
                yield return current;
                current = [];
                depth = 0;
            }

            if (!token.Is(";"))
            {
                current.Add(token);
            }
        }

        yield return current;
    }

    /// <summary>The place of the verb that is the statement's own: the first one outside of parentheses.</summary>
    private static int Verb(List<SqlToken> tokens)
    {
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += tokens[i].Is("(") ? 1 : tokens[i].Is(")") ? -1 : 0;
            if (depth == 0 && tokens[i].Kind == SqlTokenKind.Word && s_verbs.Contains(tokens[i].Text))
            {
                return i;
            }
        }

        return -1;
    }

    private static SqlStatement? ReadOne(List<SqlToken> tokens, int verb) =>
        tokens[verb].Is("INSERT") ? ReadInsert(tokens, verb)
        : tokens[verb].Is("UPDATE") ? ReadUpdate(tokens, verb)
        : tokens[verb].Is("MERGE") ? ReadMerge(tokens, verb)
        : null;

    private static SqlStatement? ReadInsert(List<SqlToken> tokens, int verb)
    {
        var table = Table(tokens, After(tokens, verb, "INTO") is >= 0 and var into ? into : verb + 1);
        if (After(tokens, verb, "CONFLICT", "UPDATE", "SET") is >= 0 and var set || (set = After(tokens, verb, "DUPLICATE", "KEY", "UPDATE")) >= 0)
        {
            return SqlAssignments.Relative(tokens, set, table);
        }

        return IsGuarded(tokens, verb) || IsPrivate(table) ? null : new SqlStatement(SqlEffect.Insert, table, ClauseAt: ClauseAt(tokens, verb));
    }

    private static SqlStatement? ReadUpdate(List<SqlToken> tokens, int verb) =>
        After(tokens, verb, "SET") is >= 0 and var set ? SqlAssignments.Relative(tokens, set, Table(tokens, verb + 1)) : null;

    /// <summary>A merge adds what is not there; what is there it may change by what it was.</summary>
    private static SqlStatement? ReadMerge(List<SqlToken> tokens, int verb) =>
        After(tokens, verb, "MATCHED", "THEN", "UPDATE", "SET") is >= 0 and var set ? SqlAssignments.Relative(tokens, set, Table(tokens, tokens[verb + 1].Is("INTO") ? verb + 2 : verb + 1)) : null;

    /// <summary>Whether a second run adds nothing: a conflict clause, a condition that the row is not there yet, before the insert or in it, or rows that the statement itself takes from where they were.</summary>
    private static bool IsGuarded(List<SqlToken> tokens, int verb) =>
        tokens.Count > verb + 1 && (tokens[verb + 1].Is("IGNORE") || tokens[verb + 1].Is("OR"))
        || tokens.Exists(static token => token.Is("CONFLICT") || token.Is("DUPLICATE") || token.Is("EXCEPT"))
        || After(tokens, 0, "NOT", "EXISTS") >= 0
        || (After(tokens, 0, "DELETE", "RETURNING") is >= 0 and var taken && taken < verb)
        || (After(tokens, verb, "LEFT") >= 0 && After(tokens, verb, "IS", "NULL") >= 0);

    /// <summary>Tables of the session alone: <c>#temp</c> and <c>@table</c>.</summary>
    private static bool IsPrivate(string table) => table.StartsWith("#", StringComparison.Ordinal) || table.StartsWith("@", StringComparison.Ordinal);

    /// <summary>A clause goes to the end of a plain insert of values. One that returns something would return nothing on a conflict, so that it must stay.</summary>
    private static int ClauseAt(List<SqlToken> tokens, int verb) =>
        After(tokens, verb, "VALUES") >= 0 && !tokens.Exists(static token => token.Is("RETURNING") || token.Is("OUTPUT") || token.Is("SELECT"))
            ? tokens[tokens.Count - 1].End
            : -1;

    /// <summary>The place after words that follow each other in this order, with anything in between; -1 where they do not.</summary>
    private static int After(List<SqlToken> tokens, int start, params string[] words)
    {
        foreach (var word in words)
        {
            var found = tokens.FindIndex(start, token => token.Is(word));
            if (found < 0)
            {
                return -1;
            }

            start = found + 1;
        }

        return start;
    }

    /// <summary>The last part of a name such as <c>dbo.Orders</c>.</summary>
    private static string Table(List<SqlToken> tokens, int at)
    {
        while (at + 2 < tokens.Count && tokens[at + 1].Is("."))
        {
            at += 2;
        }

        return at < tokens.Count ? tokens[at].Text : "";
    }
}
