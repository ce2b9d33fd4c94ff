using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;

namespace Idempotent.Generators.Tests.Keys;

/// <summary>What KEYS.md calls equal, told by reflection over the values themselves: it knows nothing of what is emitted, nor of bytes.</summary>
internal static class ReflectionOracle
{
    public static string Describe(object? value) => value switch
    {
        null => "null",
        bool or char or Guid or DateOnly or TimeOnly or TimeSpan or Uri or Version or Rune => $"{value.GetType().Name} {Invariant(value)}",
        string text => $"text {string.Concat(text.Select(static unit => ((int)unit).ToString("x4", CultureInfo.InvariantCulture)))}",
        decimal number => $"decimal {Invariant(number == 0 ? 0m : number / 1.0000000000000000000000000000m)}",
        double number => $"double {Invariant(number == 0 ? 0d : number)}",
        float number => $"float {Invariant(number == 0 ? 0f : number)}",
        Half number => $"half {Invariant(number == Half.Zero ? Half.Zero : number)}",
        DateTimeOffset instant => $"instant {instant.UtcTicks}",
        DateTime time => time.Kind == DateTimeKind.Unspecified ? $"unspecified {time.Ticks}" : $"instant {time.Ticks}",
        Enum number => Invariant(Convert.ToInt64(number, CultureInfo.InvariantCulture)),
        sbyte or byte or short or ushort or int or uint or long or ulong or nint or nuint or Int128 or UInt128 or BigInteger => Invariant(value),
        byte[] bytes => $"bytes {Convert.ToHexString(bytes)}",
        ReadOnlyMemory<byte> bytes => $"bytes {Convert.ToHexString(bytes.Span)}",
        System.Collections.Immutable.ImmutableArray<byte> bytes => bytes.IsDefault ? "null" : $"bytes {Convert.ToHexString(bytes.AsSpan())}",
        ITuple tuple => $"tuple({string.Join(',', Enumerable.Range(0, tuple.Length).Select(i => Describe(tuple[i])))})",
        IDictionary entries => $"dictionary({Sorted(entries.Keys.Cast<object>().Select(key => $"{Describe(key)}={Describe(entries[key])}"))})",
        IEnumerable items when IsSet(items) => $"set({Sorted(items.Cast<object?>().Select(Describe).Distinct())})",
        IEnumerable items => $"list({string.Join(',', items.Cast<object?>().Select(Describe))})",
        _ => Object(value),
    };

    private static string Object(object value)
    {
        var type = value.GetType();
        var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Select(member => member switch
            {
                FieldInfo field => (member.Name, Value: field.GetValue(value), IsState: true),
                PropertyInfo property => (member.Name, Value: property.GetValue(value), IsState: property.SetMethod is not null),
                _ => (member.Name, Value: null, IsState: false),
            })
            .Where(static member => member.IsState)
            .ToList();
        if (type.IsValueType && members.Count == 1 && IsScalar(members[0].Value))
        {
            return Describe(members[0].Value);
        }

        var kind = type.BaseType!.GetCustomAttributes<JsonDerivedTypeAttribute>().FirstOrDefault(a => a.DerivedType == type)?.TypeDiscriminator;
        return $"object {kind}({Sorted(members.Select(static m => (m.Name, Text: Describe(m.Value))).Where(static m => m.Text != "null").Select(static m => $"{m.Name}={m.Text}"))})";
    }

    private static bool IsSet(IEnumerable items) => items.GetType().GetInterfaces().Any(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ISet<>));

    private static bool IsScalar(object? value) => value is string or Uri or Version or ValueType and not ITuple and not ReadOnlyMemory<byte> and not System.Collections.Immutable.ImmutableArray<byte>
        && !(value.GetType().Assembly.IsDynamic || value.GetType().Assembly.GetName().Name == "Idempotent.Tests");

    private static string Sorted(IEnumerable<string> items) => string.Join(',', items.Order(StringComparer.Ordinal));

    private static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
