using System.Globalization;

namespace Idempotent.Generators.Parse;

/// <summary>Durations as attributes give them: <c>"500ms" "30s" "15m" "24h" "7d"</c>, or <see cref="TimeSpan"/> text.</summary>
internal static class Durations
{
    private static readonly (string Unit, long Ticks)[] s_units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    /// <summary>Reads a duration; false when it is none, negative, or longer than a <see cref="TimeSpan"/> can be. Bare numbers are none: they name no unit.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is null)
        {
            return false;
        }

        foreach (var (unit, ticks) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && decimal.TryParse(text.Substring(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                if (number > TimeSpan.MaxValue.Ticks / ticks)
                {
                    return false;
                }

                duration = new TimeSpan((long)(number * ticks));
                return true;
            }
        }

        return text.IndexOf(':') >= 0
            && TimeSpan.TryParseExact(text, ["c", "g"], CultureInfo.InvariantCulture, out duration)
            && duration >= TimeSpan.Zero;
    }
}
