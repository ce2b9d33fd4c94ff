namespace Idempotent.Generators.Rules.Effects.Sql;

/// <summary>The assignments after <c>SET</c>, and which of them depends on its own column.</summary>
internal static class SqlAssignments
{
    private static readonly string[] s_arithmetic = ["+", "-", "*", "/", "||", "%", "^"];

    /// <summary>The first relative assignment; null where there is none, or where the condition lets it happen once.</summary>
    /// <param name="tokens">The statement.</param>
    /// <param name="start">The first token after <c>SET</c>.</param>
    /// <param name="table">The table that is updated.</param>
    public static SqlStatement? Relative(List<SqlToken> tokens, int start, string table)
    {
        var assignments = All(tokens, start);
        var where = Where(tokens, start);
        foreach (var (column, from, to, isCompound) in assignments)
        {
            if (!HarmlessNames.IsCounter(column) && (isCompound || IsRelative(tokens, from, to, column)) && !assignments.Exists(other => IsCompared(tokens, where, other.Column)))
            {
                return new SqlStatement(SqlEffect.RelativeUpdate, table, column);
            }
        }

        return null;
    }

    /// <summary>Whether the condition asks for a value that the statement sets to another, so that the second run changes nothing.</summary>
    public static bool IsStep(List<SqlToken> tokens, int start) => Where(tokens, start) is var where && All(tokens, start).Exists(assignment => IsCompared(tokens, where, assignment.Column));

    private static int Where(List<SqlToken> tokens, int start) => tokens.FindIndex(start, static token => token.Is("WHERE"));

    private static List<(string Column, int Start, int End, bool IsCompound)> All(List<SqlToken> tokens, int start)
    {
        var assignments = new List<(string Column, int Start, int End, bool IsCompound)>();
        for (var end = start; Read(tokens, end) is { } assignment; end = assignment.End < tokens.Count && tokens[assignment.End].Is(",") ? assignment.End + 1 : tokens.Count)
        {
            assignments.Add(assignment);
        }

        return assignments;
    }

    /// <summary>One assignment: the column, its value's first token and the one after the last, and whether it has an operator as in <c>+=</c>.</summary>
    private static (string Column, int Start, int End, bool IsCompound)? Read(List<SqlToken> tokens, int at)
    {
        var equals = at < tokens.Count ? tokens.FindIndex(at, static token => token.Is("=")) : -1;
        var isCompound = equals > 1 && Array.Exists(s_arithmetic, tokens[equals - 1].Is);
        var name = isCompound ? equals - 2 : equals - 1;
        if (equals <= 0 || tokens[name].Kind != SqlTokenKind.Word)
        {
            return null;
        }

        var (end, depth) = (equals + 1, 0);
        while (end < tokens.Count && (depth > 0 || !(tokens[end].Is(",") || tokens[end].Is("WHERE") || tokens[end].Is("FROM") || tokens[end].Is("RETURNING") || tokens[end].Is("OUTPUT") || tokens[end].Is("WHEN"))))
        {
            depth += tokens[end].Is("(") ? 1 : tokens[end].Is(")") ? -1 : 0;
            end++;
        }

        return (tokens[name].Text, equals + 1, end, isCompound);
    }

    /// <summary>The column takes part in arithmetic or is negated; <c>COALESCE(n, 0)</c> or a query that counts is none.</summary>
    private static bool IsRelative(List<SqlToken> tokens, int start, int end, string column)
    {
        for (var i = start; i < end; i++)
        {
            if (tokens[i].Is("SELECT"))
            {
                return false;
            }
        }

        for (var i = start; i < end; i++)
        {
            if (!tokens[i].Is(column) || (i + 1 < end && tokens[i + 1].Is(".")))
            {
                continue;
            }

            if (start == i - 1 && (tokens[start].Is("NOT") || tokens[start].Is("~")))
            {
                return true;
            }

            for (var j = start; j < end; j++)
            {
                if (Array.Exists(s_arithmetic, tokens[j].Is))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether the condition asks for a value that the statement itself changes, so that a second run finds nothing: a compare-and-swap, or a step from one state to the next.</summary>
    private static bool IsCompared(List<SqlToken> tokens, int where, string column)
    {
        for (var i = where; i >= 0 && i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Is(column) && (tokens[i + 1].Is("=") || tokens[i + 1].Is("IS") || tokens[i + 1].Is("IN") || tokens[i + 1].Is("<>") || tokens[i + 1].Is("!=")))
            {
                return true;
            }
        }

        return false;
    }
}
