using System.Buffers;

namespace Idempotent.Registering;

/// <summary>The ranges that <see cref="IdempotencyOptions"/> documents.</summary>
internal static class OptionsChecks
{
    private const int MaxPrefixLength = 64;
    private const int MinSecretLength = 32;
    private const int MaxLocalOutcomes = 1 << 20;

    private static readonly SearchValues<char> s_prefixCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static void Check(IdempotencyOptions options, Problems problems)
    {
        problems.AddIf(
            options.KeyPrefix is not { Length: > 0 and <= MaxPrefixLength } || options.KeyPrefix.AsSpan().ContainsAnyExcept(s_prefixCharacters),
            $"KeyPrefix is '{options.KeyPrefix}': give it 1 to {MaxPrefixLength} characters of [A-Za-z0-9._-].");
        CheckTimes(options, problems);
        CheckChoice(options.WhenInProgress, nameof(options.WhenInProgress), problems);
        CheckChoice(options.WhenFailed, nameof(options.WhenFailed), problems);
        CheckChoice(options.WhenAbandoned, nameof(options.WhenAbandoned), problems);
        CheckChoice(options.WhenStoreUnavailable, nameof(options.WhenStoreUnavailable), problems);
        problems.AddIf(options.MaxAttempts < 0, $"MaxAttempts is {options.MaxAttempts}: make it positive, or 0 for no limit.");
        problems.AddIf(options.LocalOutcomes is < 0 or > MaxLocalOutcomes, $"LocalOutcomes is {options.LocalOutcomes}: make it 0, to remember none, up to {MaxLocalOutcomes}.");
        problems.AddIf(options.MaxOutcomeSize <= 0, $"MaxOutcomeSize is {options.MaxOutcomeSize}: make it a positive number of bytes.");
        problems.AddIf(options.CompressAbove < 0, $"CompressAbove is {options.CompressAbove}: make it zero or more bytes, or null for never.");
        CheckSecrets(options, problems);
    }

    private static void CheckTimes(IdempotencyOptions options, Problems problems)
    {
        CheckPositive(options.ExpiresAfter, nameof(options.ExpiresAfter), problems);
        CheckPositive(options.Lease, nameof(options.Lease), problems);
        CheckPositive(options.MaxRunning, nameof(options.MaxRunning), problems);
        CheckPositive(options.LocalOutcomeAge, nameof(options.LocalOutcomeAge), problems);
        problems.AddIf(
            options.Lease > options.ExpiresAfter && options.ExpiresAfter > TimeSpan.Zero,
            $"Lease ({options.Lease}) is longer than ExpiresAfter ({options.ExpiresAfter}): shorten the one or lengthen the other.");
        problems.AddIf(
            options.WaitTimeout < TimeSpan.Zero || options.WaitTimeout == TimeSpan.MaxValue,
            $"WaitTimeout is {options.WaitTimeout}: make it zero or more; nobody waits for ever.");
    }

    private static void CheckPositive(TimeSpan value, string name, Problems problems) =>
        problems.AddIf(value <= TimeSpan.Zero, $"{name} is {value}: make it positive.");

    // Default is an operation's way to say "as the options", which the options can't say themselves.
    private static void CheckChoice<TChoice>(TChoice value, string name, Problems problems) where TChoice : struct, Enum
    {
        var choices = Enum.GetNames<TChoice>().Where(static n => n != nameof(WhenFailed.Default)).ToArray();
        problems.AddIf(!choices.Contains(value.ToString()), $"{name} is {value}: choose one of {string.Join(", ", choices)}.");
    }

    private static void CheckSecrets(IdempotencyOptions options, Problems problems)
    {
        problems.AddIf(
            options.SensitiveKeySecret is { Length: < MinSecretLength },
            $"SensitiveKeySecret has {options.SensitiveKeySecret?.Length} bytes: give it at least {MinSecretLength} random ones.");
        for (var i = 0; i < options.PreviousSecrets.Count; i++)
        {
            problems.AddIf(
                options.PreviousSecrets[i] is not { Length: >= MinSecretLength },
                $"PreviousSecrets[{i}] has {options.PreviousSecrets[i]?.Length ?? 0} bytes: no secret was ever shorter than {MinSecretLength}.");
        }

        var secrets = options.PreviousSecrets.Append(options.SensitiveKeySecret).OfType<byte[]>().Select(Convert.ToBase64String).ToList();
        problems.AddIf(
            secrets.Distinct(StringComparer.Ordinal).Count() < secrets.Count,
            "PreviousSecrets lists a secret twice, or the one that SensitiveKeySecret is: list each former one once.");
        problems.AddIf(
            options.PreviousSecrets.Count > 0 && options.SensitiveKeySecret is null,
            "PreviousSecrets has secrets and SensitiveKeySecret is not set: set the one that keys are made under now.");
    }
}
