using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Keys;

/// <summary>What a rule reports of a key.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Symbol">The parameter or member, or the last one on the way to it that has a source.</param>
/// <param name="Path">The parameter, or the path from it to the member.</param>
/// <param name="Reason">A clause without its full stop.</param>
internal sealed record KeyFinding(string RuleId, ISymbol Symbol, string Path, string Reason)
{
    /// <summary>Whether no key can be made.</summary>
    public bool IsError => RuleId is "IDEM201" or "IDEM202";
}

/// <summary>Where the parser is: what a finding names.</summary>
internal readonly record struct KeyPlace(ISymbol Symbol, string Path)
{
    public KeyPlace Member(ISymbol member, string name) => new(member.Locations.Any(static l => l.IsInSource) ? member : Symbol, $"{Path}.{name}");
}
