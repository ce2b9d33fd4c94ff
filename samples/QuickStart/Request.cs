using System.Text.Json;

namespace QuickStart;

/// <summary>One line of the gateway's log.</summary>
public sealed record Request(int Line, string Json, string Order, long Amount, string Currency)
{
    /// <summary>Reads a line; null when it is malformed.</summary>
    public static Request? Parse(int line, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.GetProperty("order").GetString() is { Length: > 0 } order && root.GetProperty("currency").GetString() is { Length: 3 } currency
                ? new Request(line, json, order, root.GetProperty("amount").GetInt64(), currency)
                : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>What became of a line. Every line has exactly one.</summary>
public enum Fate
{
    Executed,
    Replayed,
    Waited,
    Rejected,
    Malformed,
}
