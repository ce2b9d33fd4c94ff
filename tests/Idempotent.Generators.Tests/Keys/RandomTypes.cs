using System.Globalization;
using System.Text;

namespace Idempotent.Generators.Tests.Keys;

/// <summary>
/// Random parameter types with a factory of random values each, as source: <c>Make.ValueN(Random)</c> draws from domains so small that equal and nearly equal
/// values are common.
/// </summary>
internal sealed class RandomTypes(Random random)
{
    private static readonly (string Type, string Value)[] s_scalars =
    [
        ("int", "r.Next(3)"), ("byte", "(byte)r.Next(3)"), ("long", "r.Next(2) - 1L"), ("ulong", "(ulong)r.Next(2) * ulong.MaxValue"), ("short", "(short)r.Next(2)"),
        ("nint", "(nint)r.Next(2)"), ("Int128", "(Int128)r.Next(2) - 1"), ("BigInteger", "new BigInteger(r.Next(2) * 300)"),
        ("bool", "r.Next(2) == 0"), ("char", "(char)('a' + r.Next(2))"), ("Rune", "new Rune('a' + r.Next(2))"), ("decimal", "new[] { 1m, 1.0m, 0.1m, -0.0m, 0m }[r.Next(5)]"),
        ("string", "new[] { null, \"\", \"a\", \"\\u0101\", \"\\u010b\" }[r.Next(5)]"), ("Guid", "new Guid(r.Next(2), 0, 0, new byte[8])"),
        ("double", "new[] { 0.0, -0.0, 1.5 }[r.Next(3)]"), ("float", "new[] { float.NaN, -float.NaN, 1f }[r.Next(3)]"), ("Half", "(Half)r.Next(2)"),
        ("DateTimeOffset", "new DateTimeOffset(2026, 1, 1, r.Next(2), 0, 0, TimeSpan.FromHours(r.Next(2)))"),
        ("DateTime", "new DateTime(r.Next(2), (DateTimeKind)r.Next(2))"), ("DateOnly", "new DateOnly(2026, 1, 1 + r.Next(2))"), ("TimeOnly", "new TimeOnly(r.Next(2), 0)"),
        ("TimeSpan", "new TimeSpan(r.Next(2))"), ("Uri", "new Uri(\"https://a/\" + r.Next(2))"), ("Version", "r.Next(2) == 0 ? new Version(1, 0) : new Version(1, 0, 0)"),
        ("DayOfWeek", "(DayOfWeek)r.Next(2)"), ("byte[]", "new byte[r.Next(3)]"), ("ReadOnlyMemory<byte>", "new ReadOnlyMemory<byte>([(byte)r.Next(2)])"), ("ImmutableArray<byte>", "r.Next(3) == 0 ? default : ImmutableArray.Create((byte)r.Next(2))"),
    ];

    private readonly StringBuilder _declarations = new();
    private readonly StringBuilder _factories = new();
    private int _count;

    public static string Source(int seed, int count)
    {
        var types = new RandomTypes(new Random(seed));
        var methods = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var (type, value) = types.Any(3);
            methods.AppendLine(CultureInfo.InvariantCulture, $"Task Run{i}Async([IdempotencyKey] {type} value);");
            types._factories.AppendLine(CultureInfo.InvariantCulture, $"public static object? Value{i}(Random r) => {value};");
        }

        return $"#pragma warning disable\n#nullable disable\n{types._declarations}\npublic interface IKeys {{\n{methods}}}\npublic static class Make {{\n{types._factories}}}";
    }

    private (string Type, string Value) Any(int depth)
    {
        if (depth == 0)
        {
            return s_scalars[random.Next(s_scalars.Length)];
        }

        return random.Next(12) switch
        {
            0 => Nullable(),
            1 => Tuple(depth),
            2 or 3 or 4 => Object(depth),
            5 => Hierarchy(depth),
            6 => Sequence(depth, "{0}[]", ".ToArray()"),
            7 => Sequence(depth, "List<{0}>", ".ToList()"),
            8 => Sequence(depth, "IReadOnlyList<{0}>", ".ToImmutableArray()"),
            9 => Set(),
            10 => Dictionary(depth),
            _ => s_scalars[random.Next(s_scalars.Length)],
        };
    }

    private (string Type, string Value) Nullable()
    {
        var (type, value) = s_scalars[random.Next(12)];
        return ($"{type}?", $"(r.Next(2) == 0 ? default({type}?) : {value})");
    }

    private (string Type, string Value) Tuple(int depth)
    {
        var items = Enumerable.Range(0, 2 + random.Next(2)).Select(_ => Any(depth - 1)).ToList();
        return ($"({string.Join(", ", items.Select(static i => i.Type))})", $"({string.Join(", ", items.Select(static i => $"({i.Type})({i.Value})"))})");
    }

    private (string Type, string Value) Object(int depth)
    {
        var name = $"T{_count++}";
        var alike = random.Next(3) == 0 ? Nullable() : default;
        var members = Enumerable.Range(0, 1 + random.Next(4)).Select(index => (Name: $"{"zAbY"[index]}{index}", Of: alike.Type is null ? Any(depth - 1) : alike)).ToList();
        var isStruct = random.Next(3) == 0;
        var kind = isStruct ? "struct" : random.Next(2) == 0 ? "sealed class" : "class";
        var declared = members.Select((m, index) => index % 2 == 0 ? $"public {m.Of.Type} {m.Name} {{ get; set; }}" : $"public {m.Of.Type} {m.Name};").ToList();
        var inherited = !isStruct && members.Count > 2 && random.Next(2) == 0;
        if (inherited)
        {
            _declarations.AppendLine(CultureInfo.InvariantCulture, $"public class Base{name} {{ {declared[0]} }}");
            declared.RemoveAt(0);
        }

        _declarations.AppendLine(CultureInfo.InvariantCulture, $"public {kind} {name}{(inherited ? $" : Base{name}" : "")} {{ {string.Join(' ', declared)} public int Computed => 1; }}");
        var made = $"new {name} {{ {string.Join(", ", members.Select(static m => $"{m.Name} = {m.Of.Value}"))} }}";
        return (name, isStruct ? made : Or(name, made));
    }

    private (string Type, string Value) Hierarchy(int depth)
    {
        var name = $"H{_count++}";
        var (type, value) = Any(depth - 1);
        _declarations.AppendLine(CultureInfo.InvariantCulture, $$"""
            [System.Text.Json.Serialization.JsonDerivedType(typeof({{name}}A), "a")] [System.Text.Json.Serialization.JsonDerivedType(typeof({{name}}B), 2)] public abstract class {{name}} { public {{type}} Common { get; set; } }
            public sealed class {{name}}A : {{name}}; public sealed class {{name}}B : {{name}} { public int Own { get; set; } }
            """);
        return (name, $"(r.Next(2) == 0 ? ({name})new {name}A {{ Common = {value} }} : new {name}B {{ Common = {value}, Own = r.Next(2) }})");
    }

    private (string Type, string Value) Sequence(int depth, string format, string convert)
    {
        var (type, value) = Any(depth - 1);
        var list = string.Format(CultureInfo.InvariantCulture, format, type.EndsWith("[]", StringComparison.Ordinal) && format == "{0}[]" ? $"List<{type}>" : type);
        var item = list.StartsWith("List<", StringComparison.Ordinal) && format == "{0}[]" && type.EndsWith("[]", StringComparison.Ordinal) ? $"new List<{type}> {{ {value} }}" : value;
        var itemType = format == "{0}[]" ? list[..^2] : type;
        return (list, Or(list, $"Enumerable.Range(0, r.Next(3)).Select(_ => ({itemType})({item})){convert}"));
    }

    private (string Type, string Value) Set()
    {
        var (type, value) = s_scalars[random.Next(14)];
        var kind = new[] { "HashSet<{0}>", "ISet<{0}>", "IReadOnlyCollection<{0}>" }[random.Next(3)];
        var set = string.Format(CultureInfo.InvariantCulture, kind, type);
        return (set, Or(set, $"Enumerable.Range(0, r.Next(4)).Select(_ => ({type})({value})).ToHashSet()"));
    }

    private (string Type, string Value) Dictionary(int depth)
    {
        var (type, value) = Any(depth - 1);
        var map = $"{(random.Next(2) == 0 ? "" : "IReadOnly")}Dictionary<string, {type}>";
        return (map, Or(map, $"Enumerable.Range(0, r.Next(3)).OrderBy(_ => r.Next()).ToDictionary(i => \"k\" + i, _ => ({type})({value}))"));
    }

    private static string Or(string type, string value) => $"(r.Next(5) == 0 ? default({type}) : ({type})({value}))";
}
