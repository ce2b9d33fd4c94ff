using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Idempotent.Keys;

namespace Idempotent.Tests.Keys;

internal sealed partial class Vectors
{
    private void Objects()
    {
        Add((1, "a"), (ref w, v) => { w.BeginTuple(2); w.Write(v.Item1); w.Write(v.Item2); });
        Add(Tuple.Create(1, "a"), (ref w, v) => { w.BeginTuple(2); w.Write(v.Item1); w.Write(v.Item2); });
        Add(new Money("EUR", 10.0m), (ref w, v) =>
        {
            w.BeginObject();
            w.Name("Amount"); w.Write(v.Amount);
            w.Name("Currency"); w.Write(v.Currency);
            w.EndObject();
        });
        Add(new Person("Ann", null), WritePerson);
        Add(new Person("Ann", 7, new Person("Bob", 40)), WritePerson);
        Add(new Point { X = 1, Y = 2 }, (ref w, v) =>
        {
            w.BeginObject();
            w.Name("X"); w.Write(v.X);
            w.Name("Y"); w.Write(v.Y);
            w.EndObject();
        });
        Add(new Animal { Name = "Rex" }, (ref w, v) => { w.BeginObject(); w.Name("Name"); w.Write(v.Name); w.EndObject(); });
        Add(new Dog { Name = "Rex", Age = 3 }, (ref w, v) =>
        {
            w.BeginObject();
            w.Name("Age"); w.Write(v.Age);
            w.Name("Name"); w.Write(v.Name);
            w.EndObject();
        });
        Add(new[] { new Renamed("x") }, (ref w, v) => w.WriteList(v, static (ref w, v) => { w.BeginObject(); w.Name("old"); w.Write(v.New); w.EndObject(); }));
        Add(new Partial("x", "y"), (ref w, v) => { w.BeginObject(); w.Name("Kept"); w.Write(v.Kept); w.EndObject(); });
        Add((Shape)new Circle(3), (ref w, v) => { w.BeginDerived("circle"); w.BeginObject(); w.Name("Radius"); w.Write(((Circle)v).Radius); w.EndObject(); });
        Add((Shape)new Square(3), (ref w, v) => { w.BeginDerived(2); w.BeginObject(); w.Name("Side"); w.Write(((Square)v).Side); w.EndObject(); });
        Add(new OrderId(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")), (ref w, v) => w.Write(v.Value));
        Add(new CustomerNumber(5), (ref w, v) => w.Write(v.Value));
        Add(new Iban("DE 12 34"), (ref w, v) => w.WritePart(v));
    }

    private void Collections()
    {
        Add(new[] { 2, 1 }, (ref w, v) => w.WriteList(v, WriteInt));
        Add(new List<int> { 2, 1 }, (ref w, v) => w.WriteList(v, WriteInt));
        Add(ImmutableArray.Create(2, 1), (ref w, v) => w.WriteList(v, WriteInt));
        Add((IReadOnlyList<int>)[2, 1], (ref w, v) => w.WriteList(v, WriteInt));
        Add((IList<int>)[2, 1], (ref w, v) => w.WriteList(v, WriteInt));
        Add(Array.Empty<int>(), (ref w, v) => w.WriteList(v, WriteInt));
        Add((int[]?)null, (ref w, v) => w.WriteList(v, WriteInt));
        Add(new string?[] { "a", null }, (ref w, v) => w.WriteList(v, static (ref w, v) => w.Write(v)));
        Add(new List<byte> { 1, 2 }, (ref w, v) => w.WriteList(v, static (ref w, v) => w.Write(v)));
        Add((ICollection<int>)new List<int> { 2, 1 }, (ref w, v) => w.WriteCollection(v, WriteInt));
        Add((ICollection<int>)new HashSet<int> { 2, 1 }, (ref w, v) => w.WriteCollection(v, WriteInt));
        Add((IReadOnlyCollection<int>)new Queue<int>([2, 1]), (ref w, v) => w.WriteCollection(v, WriteInt));
        Add((IReadOnlyCollection<int>)new[] { 2, 1 }.ToFrozenSet(), (ref w, v) => w.WriteCollection(v, WriteInt));
        Add(new HashSet<int> { 2, 1 }, (ref w, v) => w.WriteSet(v, WriteInt));
        Add((ISet<int>)new SortedSet<int> { 2, 1 }, (ref w, v) => w.WriteSet(v, WriteInt));
        Add((IReadOnlySet<int>)new HashSet<int>(), (ref w, v) => w.WriteSet(v, WriteInt));
        Add(new Dictionary<string, int?> { ["b"] = 1, ["a"] = null }, WriteEntries);
        Add((IReadOnlyDictionary<string, int?>)new SortedDictionary<string, int?>(StringComparer.OrdinalIgnoreCase) { ["b"] = 1, ["a"] = null }, WriteEntries);
        Add((IDictionary<string, int?>)new Dictionary<string, int?> { ["b"] = 1 }, WriteEntries);
        Add(ImmutableDictionary<string, int?>.Empty, WriteEntries);
    }

    private void Json()
    {
        Add(JsonElement.Parse("""{"b":[1,"x",true,false,null],"a":1.0}"""), (ref w, v) => w.Write(v));
        Add(JsonNode.Parse("""{"a":1e0,"b":[10e-1,"\u0078",true,false,null]}"""), (ref w, v) => w.Write(v));
        Add(JsonDocument.Parse("""{ "a" : 1, "\u0062" : [ 1, "x", true, false, null ] }"""), (ref w, v) => w.Write(v));
        Add(default(JsonElement), (ref w, v) => w.Write(v));
        Add(JsonElement.Parse("null"), (ref w, v) => w.Write(v));
        Add((JsonNode?)null, (ref w, v) => w.Write(v));
        Add(JsonElement.Parse("-0.0e7"), (ref w, v) => w.Write(v));
        Add(JsonElement.Parse("-12.500E+3"), (ref w, v) => w.Write(v));
        Add(JsonElement.Parse("1e99999999999999999999"), (ref w, v) => w.Write(v));
        Add(JsonElement.Parse("\"\\ud800\""), (ref w, v) => w.Write(v));
        Add(JsonElement.Parse("{}"), (ref w, v) => w.Write(v));
        Add(JsonElement.Parse("[]"), (ref w, v) => w.Write(v));
    }

    private static void WriteInt(ref KeyWriter writer, int value) => writer.Write(value);

    private static void WriteEntries(ref KeyWriter writer, IEnumerable<KeyValuePair<string, int?>> entries) => writer.WriteDictionary(
        entries,
        static (ref w, v) => w.Write(v),
        static (ref w, v) =>
        {
            if (v is { } number)
            {
                w.Write(number);
            }
            else
            {
                w.WriteNull();
            }
        });

    private static void WritePerson(ref KeyWriter writer, Person value)
    {
        writer.BeginObject();
        if (value.Age is { } age)
        {
            writer.Name("Age");
            writer.Write(age);
        }

        writer.Name("Name");
        writer.Write(value.Name);
        if (value.Parent is { } parent)
        {
            writer.Name("Parent");
            WritePerson(ref writer, parent);
        }

        writer.EndObject();
    }
}
