using System.Globalization;
using System.Numerics;
using System.Text;

namespace Idempotent.Tests.Keys;

/// <summary>
/// The encoding once more, written from KEYS.md alone and as plainly as can be: it shares no code with the writer. It can be told to forget the length of
/// strings, the mistake that the properties must find.
/// </summary>
internal sealed class ReferenceEncoder(bool forgetLengths)
{
    public static byte[] Encode(Value value, bool forgetLengths = false) => [.. new ReferenceEncoder(forgetLengths).Of(value)];

    private IEnumerable<byte> Of(Value value) => value switch
    {
        Value.Null => [1],
        Value.Bool(var it) => [it ? (byte)3 : (byte)2],
        Value.Integer(var number) => [4, .. Sized(number.ToByteArray(isUnsigned: false, isBigEndian: true))],
        Value.Decimal(var number) => Decimal(number),
        Value.Char(var unit) => [9, (byte)(unit >> 8), (byte)unit],
        Value.Text(var units) => [11, .. Text(units)],
        Value.Guid(var id) => [12, .. id.ToByteArray(bigEndian: true)],
        Value.Bytes(var content) => [13, .. Sized(content)],
        Value.Fixed(var tag, var content) => [tag, .. content],
        Value.Named(var tag, var units) => [tag, .. Text(units)],
        Value.Address(var content, var scope) => [35, .. Sized(content), .. scope],
        Value.Tuple(var items) => [40, .. Length(items.Length), .. items.SelectMany(Of)],
        Value.Object(var members) => [41, .. members
            .Where(static m => m.Value is not Value.Null)
            .OrderBy(static m => m.Name, StringComparer.Ordinal)
            .SelectMany(m => Text(m.Name).Concat(Of(m.Value))), 0],
        Value.Derived(var discriminator, var members) => [42, .. Of(discriminator), .. Of(members)],
        Value.Part(var items) => [43, .. Sized([.. items.SelectMany(Of)])],
        Value.List(var items) => [44, .. Length(items.Length), .. items.SelectMany(Of)],
        Value.Set(var items) => [45, .. Sorted(items.Select(Of))],
        Value.Dictionary(var entries) => [46, .. Sorted(entries.Select(e => Of(e.Key).Concat(Of(e.Value))))],
        Value.Json(var content) => Of(content),
        _ => throw new ArgumentException("Unknown value.", nameof(value)),
    };

    private IEnumerable<byte> Of(JsonModel value) => value switch
    {
        JsonModel.Null => [50],
        JsonModel.Bool(var it) => [it ? (byte)52 : (byte)51],
        JsonModel.Number(var digits, var exponent) => Number(digits, exponent),
        JsonModel.Text(var units) => [54, .. Text(units)],
        JsonModel.Array(var items) => [55, .. items.SelectMany(Of), 0],
        JsonModel.Object(var members) => [56, .. Sorted(members.Select(m => Text(m.Name).Concat(Of(m.Value))))],
        _ => throw new ArgumentException("Unknown value.", nameof(value)),
    };

    private IEnumerable<byte> Number(BigInteger digits, BigInteger exponent)
    {
        if (digits.IsZero)
        {
            return [53, 0];
        }

        while (digits % 10 == 0)
        {
            digits /= 10;
            exponent++;
        }

        var text = Encoding.ASCII.GetBytes(BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture));
        return [53, digits.Sign < 0 ? (byte)2 : (byte)1, .. Of(new Value.Integer(exponent)), .. Sized(text)];
    }

    private IEnumerable<byte> Decimal(decimal number)
    {
        var bits = decimal.GetBits(number);
        var digits = new BigInteger((uint)bits[0]) + (new BigInteger((uint)bits[1]) << 32) + (new BigInteger((uint)bits[2]) << 64);
        var scale = number.Scale;
        while (scale > 0 && digits % 10 == 0)
        {
            digits /= 10;
            scale--;
        }

        return [5, scale, .. Of(new Value.Integer(bits[3] < 0 ? -digits : digits))];
    }

    private IEnumerable<byte> Text(string units) =>
        [.. forgetLengths ? [] : Length(units.Length), .. units.SelectMany(static unit => new[] { (byte)unit, (byte)(unit >> 8) })];

    private static IEnumerable<byte> Sorted(IEnumerable<IEnumerable<byte>> entries)
    {
        var distinct = entries.Select(static e => Convert.ToHexString([.. e])).Distinct().Order(StringComparer.Ordinal).ToArray();
        return [.. Length(distinct.Length), .. distinct.SelectMany(Convert.FromHexString)];
    }

    private static IEnumerable<byte> Sized(byte[] content) => [.. Length(content.Length), .. content];

    private static IEnumerable<byte> Length(int length) => length < 128 ? [(byte)length] : [(byte)(length | 0x80), .. Length(length >> 7)];
}
