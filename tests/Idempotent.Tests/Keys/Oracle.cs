using System.Globalization;

namespace Idempotent.Tests.Keys;

/// <summary>What KEYS.md calls equal, told by a text that has nothing to do with bytes: two values are equal exactly when their texts are.</summary>
internal static class Oracle
{
    public static string Describe(Value value) => value switch
    {
        Value.Null => "null",
        Value.Bool(var it) => it ? "yes" : "no",
        Value.Integer(var number) => number.ToString(CultureInfo.InvariantCulture),
        Value.Decimal(var number) => $"decimal {(number == 0 ? 0m : number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)}",
        Value.Char(var unit) => $"char {(int)unit}",
        Value.Text(var units) => Text(units),
        Value.Guid(var id) => $"guid {id}",
        Value.Bytes(var content) => $"bytes {Convert.ToHexString(content)}",
        Value.Tuple(var items) => $"tuple({Join(items.Select(Describe))})",
        Value.Object(var members) =>
            $"object({Join(members.Where(static m => m.Value is not Value.Null).Select(static m => $"{Text(m.Name)}={Describe(m.Value)}").Order(StringComparer.Ordinal))})",
        Value.List(var items) => $"list({Join(items.Select(Describe))})",
        Value.Set(var items) => $"set({Join(items.Select(Describe).Distinct().Order(StringComparer.Ordinal))})",
        Value.Dictionary(var entries) =>
            $"dictionary({Join(entries.Select(static e => $"{Describe(e.Key)}={Describe(e.Value)}").Distinct().Order(StringComparer.Ordinal))})",
        Value.Json(var content) => $"json {Describe(content)}",
        _ => throw new ArgumentException("Not a value that is compared here.", nameof(value)),
    };

    private static string Describe(JsonModel value) => value switch
    {
        JsonModel.Null => "null",
        JsonModel.Bool(var it) => it ? "yes" : "no",
        JsonModel.Number(var digits, var exponent) => Number(digits.ToString(CultureInfo.InvariantCulture), exponent),
        JsonModel.Text(var units) => Text(units),
        JsonModel.Array(var items) => $"[{Join(items.Select(Describe))}]",
        JsonModel.Object(var members) => $"{{{Join(members.Select(static m => $"{Text(m.Name)}:{Describe(m.Value)}").Order(StringComparer.Ordinal))}}}",
        _ => throw new ArgumentException("Unknown value.", nameof(value)),
    };

    private static string Number(string digits, System.Numerics.BigInteger exponent)
    {
        var shortest = digits.TrimEnd('0');
        return shortest.Length == 0 ? "0" : $"{shortest}e{(exponent + (digits.Length - shortest.Length)).ToString(CultureInfo.InvariantCulture)}";
    }

    private static string Text(string units) => $"'{string.Concat(units.Select(static unit => ((int)unit).ToString("x4", CultureInfo.InvariantCulture)))}'";

    private static string Join(IEnumerable<string> items) => string.Join(',', items);
}
