using System.Numerics;
using CsCheck;

namespace Idempotent.Tests.Keys;

/// <summary>Random values from domains so small that equal ones, and nearly equal ones, are common.</summary>
internal static class Values
{
    private static readonly Gen<string> s_text = Gen.OneOf("", "a", "b", "ab", "ba", "\0", "\u0101", "\u010b", "\ud800", "\udc00", "\ud83d\ude00", "aaaaaaaaaa", "\"", "\\");

    private static readonly Gen<BigInteger> s_integer = Gen.OneOf(
        Gen.Int[-3, 3].Select(static i => new BigInteger(i)),
        Gen.OneOf(127, 128, -128, -129, 255, 256, 65535, long.MaxValue, long.MinValue).Select(static i => new BigInteger(i)),
        Gen.OneOf(ulong.MaxValue + BigInteger.One, BigInteger.Pow(2, 127), BigInteger.Pow(-2, 127)));

    private static readonly Gen<Value> s_scalar = Gen.OneOf((Gen<Value>[])[
        Gen.Const<Value>(new Value.Null()),
        Gen.Bool.Select(static it => (Value)new Value.Bool(it)),
        s_integer.Select(static number => (Value)new Value.Integer(number)),
        Gen.OneOf(0m, -0.0m, 1m, 1.0m, 1.10m, 1.1m, 11m, -1.1m, 100m, decimal.MaxValue, 0.0000000000000000000000000001m).Select(static number => (Value)new Value.Decimal(number)),
        Gen.OneOf('a', 'b', '\0', '\ud800').Select(static unit => (Value)new Value.Char(unit)),
        s_text.Select(static units => (Value)new Value.Text(units)),
        Gen.OneOf(Guid.Empty, new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")).Select(static id => (Value)new Value.Guid(id)),
        Gen.Byte[0, 2].Array[0, 3].Select(static content => (Value)new Value.Bytes(content))]);

    private static readonly Gen<JsonModel> s_json = Gen.Recursive<JsonModel>(static (depth, json) =>
    {
        var scalar = Gen.OneOf((Gen<JsonModel>[])[
            Gen.Const<JsonModel>(new JsonModel.Null()),
            Gen.Bool.Select(static it => (JsonModel)new JsonModel.Bool(it)),
            Gen.Select(Gen.OneOf(0, 1, 10, 100, -10, 12, 120), Gen.OneOf(0, 1, -1, 2, -2, 1_000_000), static (digits, exponent) => (JsonModel)new JsonModel.Number(digits, exponent)),
            s_text.Select(static units => (JsonModel)new JsonModel.Text(units))]);
        return depth > 2 ? scalar : Gen.OneOf(
            scalar,
            json.Array[0, 3].Select(static items => (JsonModel)new JsonModel.Array(items)),
            Gen.Select(s_text, json).Array[0, 3].Select(static members => (JsonModel)new JsonModel.Object(members.DistinctBy(static m => m.Item1).ToArray())));
    });

    public static readonly Gen<Value> Any = Gen.Recursive<Value>(static (depth, value) => depth > 2 ? s_scalar : Gen.OneOf(
        s_scalar,
        value.Array[0, 3].Select(static items => (Value)new Value.Tuple(items)),
        value.Array[0, 3].Select(static items => (Value)new Value.List(items)),
        value.Array[0, 4].Select(static items => (Value)new Value.Set(items)),
        Gen.Select(value, value).Array[0, 3].Select(static entries => (Value)new Value.Dictionary(entries)),
        Gen.Select(s_text.Where(static name => name.Length > 0), value).Array[0, 3].Select(static members => (Value)new Value.Object(members.DistinctBy(static m => m.Item1).ToArray())),
        s_json.Select(static content => (Value)new Value.Json(content))));

    /// <summary>Sequences, in which what is not self-delimiting runs into its neighbour.</summary>
    public static readonly Gen<Value> Sequence = Gen.OneOf(
        Gen.Const<Value>(new Value.Null()),
        Gen.OneOf("", "\u0101", "\u010b").Select(static units => (Value)new Value.Text(units))).Array[2, 3].Select(static items => (Value)new Value.Tuple(items));

    /// <summary>Two independent values, or a value and a rearrangement of it.</summary>
    public static Gen<(Value Left, Value Right)> Pairs => Gen.Frequency(
        (2, Gen.Select(Sequence, Sequence)),
        (1, Gen.Select(Any, Any)),
        (1, Any.Select(static value => (value, Rearranged(value)))));

    private static Value Rearranged(Value value) => value switch
    {
        Value.Set(var items) => new Value.Set([.. items.Reverse(), .. items]),
        Value.Dictionary(var entries) => new Value.Dictionary([.. entries.Reverse()]),
        Value.List(var items) => new Value.List([.. items.Reverse()]),
        Value.Object(var members) => new Value.Object([.. members.Reverse(), ("zz", new Value.Null())]),
        Value.Tuple(var items) => new Value.Tuple([.. items.Select(Rearranged)]),
        _ => value,
    };
}
