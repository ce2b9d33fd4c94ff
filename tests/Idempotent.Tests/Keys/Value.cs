using System.Numerics;

namespace Idempotent.Tests.Keys;

/// <summary>A model of every value that has canonical bytes, apart from how the program represents it.</summary>
internal abstract record Value
{
    public sealed record Null : Value;

    public sealed record Bool(bool Is) : Value;

    public sealed record Integer(BigInteger Number) : Value;

    public sealed record Decimal(decimal Number) : Value;

    public sealed record Char(char Unit) : Value;

    public sealed record Text(string Units) : Value;

    public sealed record Guid(System.Guid Id) : Value;

    public sealed record Bytes(byte[] Content) : Value;

    /// <summary>A fixed number of bytes behind a tag: floating point, dates and times, Rune, Version.</summary>
    public sealed record Fixed(byte Tag, byte[] Content) : Value;

    /// <summary>Text behind a tag of its own: URI, culture, time zone.</summary>
    public sealed record Named(byte Tag, string Units) : Value;

    public sealed record Address(byte[] Content, byte[] Scope) : Value;

    public sealed record Tuple(Value[] Items) : Value;

    public sealed record Object(IReadOnlyList<(string Name, Value Value)> Members) : Value;

    public sealed record Derived(Value Discriminator, Value Members) : Value;

    public sealed record Part(Value[] Items) : Value;

    public sealed record List(Value[] Items) : Value;

    public sealed record Set(Value[] Items) : Value;

    public sealed record Dictionary(IReadOnlyList<(Value Key, Value Value)> Entries) : Value;

    public sealed record Json(JsonModel Content) : Value;
}

internal abstract record JsonModel
{
    public sealed record Null : JsonModel;

    public sealed record Bool(bool Is) : JsonModel;

    /// <summary>Digits × 10^Exponent; as many forms of one number as there are zeros.</summary>
    public sealed record Number(BigInteger Digits, BigInteger Exponent) : JsonModel;

    public sealed record Text(string Units) : JsonModel;

    public sealed record Array(JsonModel[] Items) : JsonModel;

    public sealed record Object(IReadOnlyList<(string Name, JsonModel Value)> Members) : JsonModel;
}
