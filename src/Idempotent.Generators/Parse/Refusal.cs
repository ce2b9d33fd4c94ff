namespace Idempotent.Generators.Parse;

/// <summary>Why something is not wrapped. The generator emits it as a refusal that throws; the rule of that id reports it.</summary>
/// <param name="RuleId">The rule that reports it.</param>
/// <param name="Reason">A sentence without its full stop, for the developer.</param>
/// <param name="Setting">The attribute's setting that is concerned, so that the rule can point at it; null where it is the member itself.</param>
internal sealed record Refusal(string RuleId, string Reason, string? Setting = null);
