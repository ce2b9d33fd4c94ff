namespace Idempotent.Mutants.Tests.Making;

/// <summary>The sorts of change.</summary>
internal static class Kinds
{
    /// <summary>A condition that is always true.</summary>
    public const string Always = "always";

    /// <summary>A condition that is never true; an arm or a case that is never taken.</summary>
    public const string Never = "never";

    /// <summary>One side of <c>&amp;&amp;</c>, <c>||</c> or <c>??</c> is left out.</summary>
    public const string Without = "without";

    /// <summary>A truth value is turned into its opposite.</summary>
    public const string Negated = "negated";

    /// <summary>A comparison takes its boundary in, or leaves it out.</summary>
    public const string Boundary = "boundary";

    /// <summary>Another operator, or <c>Min</c> for <c>Max</c>.</summary>
    public const string Operator = "operator";

    /// <summary>Another constant of the same enumeration.</summary>
    public const string Constant = "constant";

    /// <summary>A statement, a jump or the setting of a member is left out.</summary>
    public const string LeftOut = "left out";

    /// <summary>A condition, an assignment or a clause of an SQL text is changed or left out.</summary>
    public const string Sql = "sql";
}
