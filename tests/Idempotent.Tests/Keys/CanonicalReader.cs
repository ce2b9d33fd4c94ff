using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Idempotent.Tests.Keys;

/// <summary>Reads canonical bytes back: that this can be done without knowing the type is what makes them injective.</summary>
internal sealed class CanonicalReader(byte[] bytes)
{
    private int _position;

    public bool AtEnd => _position == bytes.Length;

    public Value Value() => bytes[_position++] switch
    {
        1 => new Value.Null(),
        2 => new Value.Bool(false),
        3 => new Value.Bool(true),
        4 => new Value.Integer(Integer()),
        5 => new Value.Decimal(Decimal()),
        6 => new Value.Fixed(6, Take(2)),
        7 => new Value.Fixed(7, Take(4)),
        8 => new Value.Fixed(8, Take(8)),
        9 => new Value.Char((char)BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
        10 => new Value.Fixed(10, Take(4)),
        11 => new Value.Text(Text()),
        12 => new Value.Guid(new Guid(Take(16), bigEndian: true)),
        13 => new Value.Bytes(Take(Length())),
        20 or 21 or 23 or 24 => new Value.Fixed(bytes[_position - 1], Take(8)),
        22 => new Value.Fixed(22, Take(4)),
        30 or 31 or 33 or 34 => new Value.Named(bytes[_position - 1], Text()),
        32 => new Value.Fixed(32, Take(16)),
        35 => new Value.Address(Take(Length()), Take(8)),
        40 => new Value.Tuple(Items(Length())),
        41 => new Value.Object([.. Members()]),
        42 => new Value.Derived(Value(), Value()),
        43 => new Value.Part([.. PartItems()]),
        44 => new Value.List(Items(Length())),
        45 => new Value.Set(Items(Length())),
        46 => new Value.Dictionary([.. Enumerable.Range(0, Length()).Select(_ => (Value(), Value())).ToArray()]),
        >= 50 and <= 56 => Json(),
        var tag => throw new InvalidDataException($"Unknown tag {tag}."),
    };

    private Value.Json Json()
    {
        _position--;
        return new Value.Json(JsonModel());
    }

    private JsonModel JsonModel() => bytes[_position++] switch
    {
        50 => new JsonModel.Null(),
        51 => new JsonModel.Bool(false),
        52 => new JsonModel.Bool(true),
        53 => Number(),
        54 => new JsonModel.Text(Text()),
        55 => new JsonModel.Array([.. JsonItems()]),
        56 => new JsonModel.Object([.. Enumerable.Range(0, Length()).Select(_ => (Text(), JsonModel())).ToArray()]),
        var tag => throw new InvalidDataException($"Unknown JSON tag {tag}."),
    };

    private JsonModel.Number Number()
    {
        var sign = Take(1)[0];
        if (sign == 0)
        {
            return new JsonModel.Number(0, 0);
        }

        Expect(4);
        var exponent = Integer();
        var digits = BigInteger.Parse(string.Concat(Take(Length()).Select(static b => (char)b)), CultureInfo.InvariantCulture);
        return new JsonModel.Number(sign == 2 ? -digits : digits, exponent);
    }

    private IEnumerable<JsonModel> JsonItems()
    {
        while (bytes[_position] != 0)
        {
            yield return JsonModel();
        }

        _position++;
    }

    private IEnumerable<(string, Value)> Members()
    {
        while (bytes[_position] != 0)
        {
            yield return (Text(), Value());
        }

        _position++;
    }

    private IEnumerable<Value> PartItems()
    {
        var length = Length();
        for (var end = _position + length; _position < end;)
        {
            yield return Value();
        }
    }

    private Value[] Items(int count) => [.. Enumerable.Range(0, count).Select(_ => Value())];

    private decimal Decimal()
    {
        var scale = Take(1)[0];
        Expect(4);
        var digits = Integer();
        var magnitude = BigInteger.Abs(digits).ToByteArray(isUnsigned: true, isBigEndian: false);
        Array.Resize(ref magnitude, 12);
        return new decimal(BitConverter.ToInt32(magnitude), BitConverter.ToInt32(magnitude, 4), BitConverter.ToInt32(magnitude, 8), digits.Sign < 0, scale);
    }

    private BigInteger Integer() => new(Take(Length()), isBigEndian: true);

    private string Text() => string.Concat(Take(Length() * 2).Chunk(2).Select(static unit => (char)BinaryPrimitives.ReadUInt16LittleEndian(unit)));

    private int Length()
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(1)[0];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private void Expect(byte tag)
    {
        if (Take(1)[0] != tag)
        {
            throw new InvalidDataException($"Tag {tag} expected.");
        }
    }

    private byte[] Take(int count) => bytes[_position..(_position += count)];
}
