using System.Numerics;
using System.Text;
using System.Text.Json;
using Idempotent.Keys;

namespace Idempotent.Tests.Keys;

/// <summary>Writes a model value with the real writer, through one of the representations that a program may have of it.</summary>
internal static class ValueWriter
{
    public static byte[] Encode(Value value, int variant) => Canonical.Bytes((ref writer) => Write(ref writer, value, variant));

    private static void Write(ref KeyWriter writer, Value value, int variant)
    {
        switch (value)
        {
            case Value.Null: writer.WriteNull(); break;
            case Value.Bool(var it): writer.Write(it); break;
            case Value.Integer(var number): Write(ref writer, number, variant); break;
            case Value.Decimal(var number): writer.Write(variant % 2 == 0 ? number : number * 1.000m); break;
            case Value.Char(var unit): writer.Write(unit); break;
            case Value.Text(var units): writer.Write(units); break;
            case Value.Guid(var id): writer.Write(id); break;
            case Value.Bytes(var content): writer.WriteBytes(content); break;
            case Value.Tuple(var items):
                writer.BeginTuple(items.Length);
                foreach (var item in items)
                {
                    Write(ref writer, item, variant);
                }

                break;
            case Value.Object(var members):
                writer.BeginObject();
                foreach (var (name, member) in members.Where(static m => m.Value is not Value.Null).OrderBy(static m => m.Name, StringComparer.Ordinal))
                {
                    writer.Name(name);
                    Write(ref writer, member, variant);
                }

                writer.EndObject();
                break;
            case Value.List(var items):
                if (variant % 2 == 0)
                {
                    writer.WriteList(items, Item(variant));
                }
                else
                {
                    writer.WriteList(new List<Value>(items), Item(variant));
                }

                break;
            case Value.Set(var items): writer.WriteSet(variant % 2 == 0 ? items : items.Reverse(), Item(variant)); break;
            case Value.Dictionary(var entries):
                writer.WriteDictionary((variant % 2 == 0 ? entries : entries.Reverse()).Select(static e => KeyValuePair.Create(e.Key, e.Value)), Item(variant), Item(variant));
                break;
            case Value.Json(var content):
                using (var document = JsonDocument.Parse(JsonRendering.Of(content, variant)))
                {
                    writer.Write(document);
                }

                break;
            default: throw new ArgumentException("Not a value that is written here.", nameof(value));
        }
    }

    private static KeyItem<Value> Item(int variant) => (ref writer, value) => Write(ref writer, value, variant);

    private static void Write(ref KeyWriter writer, BigInteger number, int variant)
    {
        if (variant % 2 == 0 && number >= long.MinValue && number <= long.MaxValue)
        {
            writer.Write((long)number);
        }
        else if (variant % 3 == 0 && number >= 0 && number <= UInt128.MaxValue)
        {
            writer.Write((UInt128)number);
        }
        else
        {
            writer.Write(number);
        }
    }
}

/// <summary>JSON text in the many ways in which one value can be written.</summary>
internal static class JsonRendering
{
    public static string Of(JsonModel value, int variant) => value switch
    {
        JsonModel.Null => "null",
        JsonModel.Bool(var it) => it ? "true" : "false",
        JsonModel.Number(var digits, var exponent) => Number(digits, exponent, variant),
        JsonModel.Text(var units) => Text(units, variant),
        JsonModel.Array(var items) => $"[{string.Join(" , ", items.Select(i => Of(i, variant)))}]",
        JsonModel.Object(var members) =>
            $"{{{string.Join(',', (variant % 2 == 0 ? members : members.Reverse()).Select(m => $"{Text(m.Name, variant)}: {Of(m.Value, variant)}"))}}}",
        _ => throw new ArgumentException("Unknown value.", nameof(value)),
    };

    private static string Number(BigInteger digits, BigInteger exponent, int variant) => (variant % 3) switch
    {
        0 => FormattableString.Invariant($"{digits}e{exponent}"),
        1 => FormattableString.Invariant($"{digits}.0E{exponent}"),
        _ => FormattableString.Invariant($"{digits * 1000}e{exponent - 3}"),
    };

    private static string Text(string units, int variant)
    {
        var text = new StringBuilder("\"");
        foreach (var unit in units)
        {
            _ = unit is < ' ' or '"' or '\\' or > '~' || variant % 2 == 0
                ? text.Append("\\u").Append(((int)unit).ToString("x4", System.Globalization.CultureInfo.InvariantCulture))
                : text.Append(unit);
        }

        return text.Append('"').ToString();
    }
}
