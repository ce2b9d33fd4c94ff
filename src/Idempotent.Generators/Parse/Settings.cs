using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>What an <c>[Idempotent]</c> attribute says, and which of it can't be honoured (IDEM104).</summary>
internal static class Settings
{
    private const string RuleId = "IDEM104";

    public static string? Text(this AttributeData attribute, string setting) => attribute.Value(setting)?.Value as string;

    public static int Number(this AttributeData attribute, string setting) => attribute.Value(setting)?.Value is int number ? number : 0;

    public static bool Flag(this AttributeData attribute, string setting) => attribute.Value(setting)?.Value is true;

    /// <summary>A duration that was checked before; null when it is not set.</summary>
    public static TimeSpan? Duration(this AttributeData attribute, string setting) =>
        Durations.TryParse(attribute.Text(setting), out var duration) ? duration : null;

    public static TypedConstant? Value(this AttributeData attribute, string setting)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == setting)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>Every setting that can't be honoured.</summary>
    public static IEnumerable<Refusal> Refuse(AttributeData attribute)
    {
        foreach (var (setting, mayBeZero) in new[] { ("ExpiresAfter", false), ("Lease", false), ("WaitTimeout", true), ("MaxRunning", false) })
        {
            if (attribute.Value(setting) is not { IsNull: false })
            {
                continue;
            }

            var text = attribute.Text(setting);
            if (!Durations.TryParse(text, out var duration))
            {
                yield return new Refusal(RuleId, $"{setting} = \"{text}\" is no duration; write \"500ms\", \"30s\", \"15m\", \"24h\", \"7d\" or TimeSpan text", setting);
            }
            else if (duration == TimeSpan.Zero && !mayBeZero)
            {
                yield return new Refusal(RuleId, $"{setting} = \"{text}\" must be more than zero", setting);
            }
        }

        if (attribute.Duration("Lease") is { } lease && attribute.Duration("ExpiresAfter") is { } retention && lease > retention)
        {
            yield return new Refusal(RuleId, $"Lease = \"{attribute.Text("Lease")}\" outlives ExpiresAfter = \"{attribute.Text("ExpiresAfter")}\"", "Lease");
        }

        if (attribute.Number("MaxAttempts") < 0)
        {
            yield return new Refusal(RuleId, $"MaxAttempts = {attribute.Number("MaxAttempts")} must not be negative; 0 is no limit", "MaxAttempts");
        }
    }
}
