using CsCheck;

namespace Idempotent.Tests.Keys;

public sealed class EncodingProperties
{
    private const int Pairs = 20_000;

    [Fact]
    public void Bytes_AreEqual_ExactlyWhenValuesAre() => Check(static (value, variant) => ValueWriter.Encode(value, variant));

    [Fact]
    public void Bytes_OfTheReference_AreEqualExactlyWhenValuesAre() => Check(static (value, _) => ReferenceEncoder.Encode(value));

    [Fact]
    public void Bytes_AreThoseOfTheReference() =>
        Gen.Select(Values.Any, Gen.Int[0, 5]).Sample(static (value, variant) => Assert.Equal(ReferenceEncoder.Encode(value), ValueWriter.Encode(value, variant)), iter: Pairs);

    [Fact]
    public void Bytes_AreReadBackWhole() =>
        Values.Any.Sample(
            static value =>
            {
                var bytes = ValueWriter.Encode(value, 0);
                var reader = new CanonicalReader(bytes);
                Assert.Equal(Oracle.Describe(value), Oracle.Describe(reader.Value()));
                Assert.True(reader.AtEnd);
            },
            iter: Pairs);

    [Fact]
    public void PlantedBug_OfAForgottenLength_IsFound() =>
        Assert.Throws<CsCheckException>(static () => Check(static (value, _) => ReferenceEncoder.Encode(value, forgetLengths: true)));

    private static void Check(Func<Value, int, byte[]> encode) =>
        Gen.Select(Values.Pairs, Gen.Int[0, 5], Gen.Int[0, 5]).Sample(
            (pair, left, right) =>
                (Oracle.Describe(pair.Left) == Oracle.Describe(pair.Right)) == encode(pair.Left, left).AsSpan().SequenceEqual(encode(pair.Right, right)),
            iter: Pairs);
}
