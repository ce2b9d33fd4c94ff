using Idempotent.Keys;

namespace Idempotent.Tests.Keys;

public sealed class OperationNameTests
{
    [Fact]
    public void Name_WithoutArguments_StaysAsItIs() => Assert.Equal("a.b", OperationName.Of("a.b"));

    [Theory]
    [InlineData("op<System.Int32,System.String>", typeof(int), typeof(string))]
    [InlineData("op<System.Collections.Generic.List<System.Nullable<System.Int32>>>", typeof(List<int?>))]
    [InlineData("op<System.Int32[],System.Int32[,],System.Int32[,][]>", typeof(int[]), typeof(int[,]), typeof(int[][,]))]
    [InlineData("op<Idempotent.Tests.Keys.OperationNameTests+Outer<System.Int32>+Inner<System.String,System.Byte>>", typeof(Outer<int>.Inner<string, byte>))]
    [InlineData("op<Idempotent.Tests.Keys.OperationNameTests+Outer<System.Int32>+Plain>", typeof(Outer<int>.Plain))]
    [InlineData("op<System.Collections.Generic.Dictionary<System.Int32,System.Char>+KeyCollection>", typeof(Dictionary<int, char>.KeyCollection))]
    [InlineData("op<System.ValueTuple<System.Int32,System.Int32>>", typeof((int, int)))]
    [InlineData("op<TypeWithoutANamespace>", typeof(TypeWithoutANamespace))]
    public void Name_OfTypeArguments_IsQualifiedWithoutAssemblyOrVersion(string expected, params Type[] arguments) =>
        Assert.Equal(expected, OperationName.Of("op", arguments));

    internal static class Outer<T>
    {
        internal sealed class Plain;

        internal sealed class Inner<TFirst, TSecond>;
    }
}
