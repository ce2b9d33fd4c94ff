namespace Idempotent.Generators.Rules.Effects.Sql;

internal enum SqlTokenKind
{
    /// <summary>A keyword or a name, quoted or not.</summary>
    Word,

    /// <summary><c>@p</c>, <c>:p</c>, <c>$1</c>, <c>?</c>, <c>{0}</c>: a value that the program gives.</summary>
    Parameter,

    /// <summary>A string or a number.</summary>
    Literal,

    /// <summary>Anything else: one character, or an operator of two.</summary>
    Symbol,
}

/// <summary>A piece of SQL text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A word without its quotes, anything else as it is written.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Start, int End)
{
    public bool Is(string text) => Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && string.Equals(Text, text, StringComparison.OrdinalIgnoreCase);
}
