namespace Idempotent.Generators.Rules;

/// <summary>The rooms that rules live in; <c>dotnet_analyzer_diagnostic.category-….severity</c> sets a whole one.</summary>
internal static class RuleCategory
{
    public const string Prefix = "Idempotent.";

    /// <summary>What an annotation says and what it is put on.</summary>
    public const string Declaration = Prefix + "Declaration";

    /// <summary>What identifies a call.</summary>
    public const string Keys = Prefix + "Keys";

    /// <summary>What happens more than once.</summary>
    public const string Effects = Prefix + "Effects";

    /// <summary>How much of what is run again is protected.</summary>
    public const string Coverage = Prefix + "Coverage";

    /// <summary>What stored records are found and compared by.</summary>
    public const string Contract = Prefix + "Contract";
}
