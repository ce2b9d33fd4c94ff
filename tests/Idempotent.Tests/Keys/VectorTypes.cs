using System.Text.Json.Serialization;
using Idempotent.Keys;

namespace Idempotent.Tests.Keys;

public enum Currency : byte
{
    Euro = 1,
    Yen = 200,
}

public enum Wide : ulong
{
    All = ulong.MaxValue,
}

public sealed record Money(string Currency, decimal Amount);

public sealed record Person(string Name, int? Age, Person? Parent = null)
{
    public string Computed => Name + "!";
}

public readonly record struct OrderId(Guid Value);

public readonly record struct CustomerNumber(int Value);

#pragma warning disable CA1051 // Public fields are part of a key too.
public struct Point
{
    public int Y;
    public int X;
}
#pragma warning restore CA1051

public class Animal
{
    public required string Name { get; init; }
}

public sealed class Dog : Animal
{
    public int Age { get; init; }
}

public sealed record Renamed([property: IdempotencyKey(Name = "old")] string New);

public sealed record Partial(string Kept, [property: IdempotencyIgnore] string Ignored);

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), 2)]
public abstract record Shape;

public sealed record Circle(int Radius) : Shape;

public sealed record Square(int Side) : Shape;

public sealed class Iban(string text) : IIdempotencyKeyPart
{
    public void WriteKey(ref KeyWriter writer) => writer.Write(text.Replace(" ", "", StringComparison.Ordinal));
}

public sealed class Nothing
{
    private readonly int _value = 1;

    public int Computed => _value;
}

public abstract class Open
{
    public int Value { get; set; }
}

public interface IOpen
{
    int Value { get; }
}

[JsonDerivedType(typeof(OnlyCase))]
public abstract record Undiscriminated;

public sealed record OnlyCase(int Value) : Undiscriminated;

public sealed class Own : List<int>
{
    public int More { get; set; }
}
