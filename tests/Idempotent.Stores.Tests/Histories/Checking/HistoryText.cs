using System.Globalization;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>What a body returns or fails with: it tells which call and which attempt made it.</summary>
internal sealed record HistoryText(string Key, string Payload, long Token)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key} {Payload} {Token}");

    public static HistoryText Parse(string text)
    {
        var parts = text.Split(' ');
        return new(parts[0], parts[1], long.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
