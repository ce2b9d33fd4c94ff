namespace Idempotent.Generators.Rules.Effects.Sql;

internal enum SqlEffect
{
    /// <summary>It reads, or running it twice changes nothing more than running it once.</summary>
    Repeatable,

    /// <summary>A row more at every run.</summary>
    Insert,

    /// <summary>A value that depends on the one before.</summary>
    RelativeUpdate,
}

/// <summary>What one statement of an SQL text does when it is run again.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="Table">The table that it writes to, as far as it is named.</param>
/// <param name="Column">The column that depends on its own value, of a relative update.</param>
/// <param name="ClauseAt">Where in the text a conflict clause can go, of an insert; -1 where none can.</param>
internal sealed record SqlStatement(SqlEffect Effect, string Table = "", string Column = "", int ClauseAt = -1);
