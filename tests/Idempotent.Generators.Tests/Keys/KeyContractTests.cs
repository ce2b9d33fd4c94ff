using System.Text;

namespace Idempotent.Generators.Tests.Keys;

public sealed class KeyContractTests
{
    [Theory]
    [InlineData("[IdempotencyKey] string id, decimal amount", "id", "amount")]
    [InlineData("[IdempotencyKey] string b, [IdempotencyKey] int a, string Z, string y", "a b", "Z y")]
    [InlineData("string id, decimal amount, CancellationToken ct", "amount id", "")]
    [InlineData("[IdempotencyKey(Name = \"order\")] string id, IProgress<int> progress, Action done, System.Data.Common.DbConnection db", "order", "")]
    [InlineData("[IdempotencyKey] string id, [IdempotencyIgnore] Stream label", "id", "")]
    [InlineData("[IdempotencyKey] string @class, int @event", "class", "event")]
    public void Parts_AreSortedByName(string parameters, string key, string fingerprint)
    {
        var contract = KeyCompilation.Of(parameters).Contract();

        Assert.Null(contract.Refusal);
        Assert.Equal(key, string.Join(' ', contract.Parts.Select(static p => p.Name)));
        Assert.Equal(fingerprint, string.Join(' ', contract.FingerprintParts.Select(static p => p.Name)));
    }

    [Fact]
    public void MarkedMembers_AtAnyDepth_AreTheKey_AndTheRestIsTheFingerprint()
    {
        var compilation = new KeyCompilation("""
            public record Order([IdempotencyKey] string Id, Customer? Customer, decimal Total);
            public class Customer { [IdempotencyKey(Name = "customer")] public int Number { get; set; } public string Name { get; set; } = ""; }
            public interface IKeys { Task RunAsync(Order? order, string note); }
            public static class Make { public static Order Order(string id, int? number, string name, decimal total) => new(id, number is { } n ? new Customer { Number = n, Name = name } : null, total); }
            """);
        var contract = compilation.Contract();
        var assembly = compilation.Load();

        Assert.Equal(["customer", "order.Id"], contract.Parts.Select(static p => p.Name));
        Assert.Equal(["note", "order"], contract.FingerprintParts.Select(static p => p.Name));
        var first = Bytes("a", 1, "x", 1m);
        Assert.Equal((true, false), Same(first, Bytes("a", 1, "y", 1m)));
        Assert.Equal((true, false), Same(first, Bytes("a", 1, "x", 2m)));
        Assert.Equal((false, true), Same(first, Bytes("b", 1, "x", 1m)));
        Assert.Equal((false, true), Same(first, Bytes("a", 2, "x", 1m)));
        Assert.Equal((false, false), Same(first, Bytes("a", null, "x", 1m)));
        Assert.Equal((false, false), Same(first, (Run("Key", null), Run("Fingerprint", null))));

        (byte[] Key, byte[] Fingerprint) Bytes(string id, int? number, string name, decimal total)
        {
            var order = assembly.GetType("Make")!.GetMethod("Order")!.Invoke(null, [id, number, name, total]);
            return (Run("Key", order), Run("Fingerprint", order));
        }

        byte[] Run(string type, object? order) => (byte[])assembly.GetType(type)!.GetMethod("RunAsync")!.Invoke(null, [order, "note"])!;

        static (bool Key, bool Fingerprint) Same((byte[] Key, byte[] Fingerprint) left, (byte[] Key, byte[] Fingerprint) right) =>
            (left.Key.AsSpan().SequenceEqual(right.Key), left.Fingerprint.AsSpan().SequenceEqual(right.Fingerprint));
    }

    [Fact]
    public void MarkedMembers_OfARecursiveType_AreWholeBelowTheFirst()
    {
        var compilation = new KeyCompilation("""
            public sealed record Node([IdempotencyKey] string Id, Node? Next);
            public interface IKeys { Task RunAsync(Node node); }
            public static class Make { public static Node Node(string first, string second) => new(first, new(second, null)); }
            """);
        var assembly = compilation.Load();

        Assert.NotEqual(Run("Key", "a", "x"), Run("Key", "b", "x"));
        Assert.Equal(Run("Fingerprint", "a", "x"), Run("Fingerprint", "b", "x"));
        Assert.NotEqual(Run("Fingerprint", "a", "x"), Run("Fingerprint", "a", "y"));

        string Run(string type, string first, string second) => Convert.ToHexString((byte[])assembly.GetType(type)!.GetMethod("RunAsync")!.Invoke(
            null, [assembly.GetType("Make")!.GetMethod("Node")!.Invoke(null, [first, second])])!);
    }

    [Fact]
    public void MarkedProperty_OfTheDeclaringType_IsPartOfTheKey()
    {
        var contract = new KeyCompilation("public interface IKeys { [IdempotencyKey] string Tenant { get; } Task RunAsync([IdempotencyKey] string id); }").Contract();

        Assert.Equal(["Tenant", "id"], contract.Parts.Select(static p => p.Name));
        Assert.Equal("((global::IKeys)this).Tenant", contract.Parts[0].Expression);
    }

    [Fact]
    public void SensitiveParts_AreNotInTheClear()
    {
        var compilation = new KeyCompilation("""
            public sealed record Card([property: IdempotencyKey(Sensitive = true)] string Number, string Holder);
            public interface IKeys { Task RunAsync([IdempotencyKey(Sensitive = true)] string iban, List<Card> cards); }
            """);
        var emitted = compilation.Emit();

        Assert.True(compilation.Contract().HasSensitiveParts);
        Assert.Contains("{ var sensitive = key.BeginSensitive(); key.Write(iban); key.EndSensitive(sensitive); }", emitted, StringComparison.Ordinal);
        Assert.Contains("{ var sensitive = writer.BeginSensitive(); writer.Write(member1); writer.EndSensitive(sensitive); }", emitted, StringComparison.Ordinal);
        _ = compilation.Load();
    }

    [Fact]
    public void SensitiveParameter_WithMarkedMembers_MakesThemSensitive()
    {
        var contract = KeyCompilation.Of("[IdempotencyKey(Sensitive = true)] Card card, int sensitive", "public sealed record Card([IdempotencyKey] string Number, string Holder);").Contract();

        Assert.Equal([("card.Number", true)], contract.Parts.Select(static p => (p.Name, p.IsSensitive)));
        Assert.Equal([("card", true), ("sensitive", false)], contract.FingerprintParts.Select(static p => (p.Name, p.IsSensitive)));
        Assert.Equal("sensitive_", contract.Local);
    }

    [Fact]
    public void MarkedMembers_OfANullableStruct_AreTheKey()
    {
        var compilation = KeyCompilation.Of("Order? order", "public struct Order { [IdempotencyKey] public int Id { get; set; } public string Note { get; set; } public JsonElement Json { get; set; } public ImmutableArray<int> List { get; set; } }");
        var assembly = compilation.Load();
        var order = Activator.CreateInstance(assembly.GetType("Order")!)!;

        Assert.Equal(["order.Id"], compilation.Contract().Parts.Select(static p => p.Name));
        // Id is 0; nothing else is there, so that the rest is an object without members.
        Assert.EndsWith("00" + "040100", Convert.ToHexStringLower(Run("Key", order)), StringComparison.Ordinal);
        Assert.EndsWith("00" + "2900", Convert.ToHexStringLower(Run("Fingerprint", order)), StringComparison.Ordinal);
        Assert.EndsWith("00" + "01", Convert.ToHexStringLower(Run("Key", null)), StringComparison.Ordinal);
        Assert.EndsWith("00" + "01", Convert.ToHexStringLower(Run("Fingerprint", null)), StringComparison.Ordinal);

        byte[] Run(string type, object? value) => (byte[])assembly.GetType(type)!.GetMethod("RunAsync")!.Invoke(null, [value])!;
    }

    [Fact]
    public void Type_OfAReferencedAssembly_IsWhatItIsInSource()
    {
        const string Types = """
            namespace Library;
            public record Order(string Id, [property: Idempotent.IdempotencyIgnore] object Ignored, int? Lines) { public int Computed => 1; public string Set { get; init; } = ""; private int _hidden; public int Hidden => _hidden++; }
            public struct Id { public System.Guid Value { get; init; } }
            """;
        const string Keys = "public interface IKeys { Task RunAsync([IdempotencyKey] Library.Id id, Library.Order order); }";
        var library = new KeyCompilation(Types, "public interface IKeys;").Reference();

        var ofSource = new KeyCompilation(Types, Keys).Contract();
        var ofMetadata = new KeyCompilation([library], Keys).Contract();

        Assert.Null(ofSource.Refusal);
        Assert.Equal(ofSource, ofMetadata);
    }

    [Fact]
    public void SensitiveParts_OfNobody_NeedNoSecret() => Assert.False(KeyCompilation.Of("[IdempotencyKey] string id, decimal amount").Contract().HasSensitiveParts);

    [Fact]
    public void DerivedInstance_InABaseTypedPlace_IsRefusedAtRunTime()
    {
        var assembly = new KeyCompilation("""
            public class Animal { public string Name { get; set; } = ""; }
            public class Dog : Animal { public int Age { get; set; } }
            public interface IKeys { Task RunAsync([IdempotencyKey] Animal animal); }
            """).Load();
        var run = assembly.GetType("Key")!.GetMethod("RunAsync")!;

        Assert.NotNull(run.Invoke(null, [Activator.CreateInstance(assembly.GetType("Animal")!)]));
        var thrown = Assert.Throws<System.Reflection.TargetInvocationException>(() => run.Invoke(null, [Activator.CreateInstance(assembly.GetType("Dog")!)]));
        Assert.IsType<IdempotencyKeyException>(thrown.InnerException);
    }

    [Theory]
    [InlineData("", "IDEM201", "RunAsync")]
    [InlineData("CancellationToken ct, [IdempotencyIgnore] string note", "IDEM201", "RunAsync")]
    [InlineData("string id", "IDEM205", "RunAsync")]
    [InlineData("[IdempotencyKey] double amount", "IDEM204", "amount")]
    [InlineData("[IdempotencyKey] string id, (int, List<float?>) pair", "IDEM204", "pair")]
    [InlineData("[IdempotencyKey] string id, Deep deep", "IDEM202", "deep.Inner.Stream")]
    [InlineData("[IdempotencyKey] string id, Hiding hiding", "IDEM202", "hiding.Name")]
    [InlineData("[IdempotencyKey(Name = \"a\")] string id, [IdempotencyKey] string a", "IDEM202", "RunAsync")]
    [InlineData("[IdempotencyKey] string id, Exotic exotic", "IDEM202", "exotic.Old")]
    [InlineData("[IdempotencyKey] Twice twice", "IDEM202", "twice")]
    public void Finding_NamesRuleAndPath(string parameters, string rule, string path)
    {
        var findings = KeyCompilation.Of(parameters, """
            public record Deep(Inner Inner); public record Inner(Stream Stream);
            public class Base { public string Name { get; set; } = ""; } public class Hiding : Base { public new int Name { get; set; } }
            public class Exotic { [Obsolete("no", true)] public int Old { get; set; } public int New { get; set; } }
            [System.Text.Json.Serialization.JsonDerivedType(typeof(One), 1)] [System.Text.Json.Serialization.JsonDerivedType(typeof(Two), 1)] public abstract class Twice; public class One : Twice { public int X { get; set; } } public class Two : Twice { public int X { get; set; } }
            """).Findings();

        Assert.Contains((rule, path), findings.Select(static f => (f.RuleId, f.Path)));
    }

    [Theory]
    [InlineData("T value", "", "IDEM202")]
    [InlineData("T value", "where T : struct", "IDEM202")]
    [InlineData("IReadOnlyList<T> value", "where T : IIdempotencyKeyPart", "IDEM202")]
    [InlineData("T value", "where T : IIdempotencyKeyPart", null)]
    [InlineData("T? value", "where T : class, IIdempotencyKeyPart", null)]
    public void TypeParameter_IsAPartOnlyWhenBound(string parameter, string constraint, string? rule)
    {
        var compilation = new KeyCompilation($"public interface IKeys {{ Task RunAsync<T>([IdempotencyKey] {parameter}) {constraint}; }}");

        Assert.Equal(rule, compilation.Contract().Refusal?.RuleId);
    }

    [Fact]
    public void TypeParameter_ThatADerivedInterfaceCloses_IsItsArgument() => Assert.Null(
        new KeyCompilation("public interface IBase<T> { Task RunAsync([IdempotencyKey] List<T> value); } public interface IKeys : IBase<int>;").Contract().Refusal);

    [Theory]
    [InlineData("[IdempotencyKey] int id", "[IdempotencyKey] long id", true)]
    [InlineData("[IdempotencyKey] int id", "[IdempotencyKey] string id", false)]
    [InlineData("[IdempotencyKey] int id", "[IdempotencyKey] int order", false)]
    [InlineData("[IdempotencyKey] int order", "[IdempotencyKey(Name = \"order\")] int id", true)]
    [InlineData("[IdempotencyKey] int id, A a", "[IdempotencyKey] int id, SameAsA a", true)]
    [InlineData("[IdempotencyKey] int id, A a", "[IdempotencyKey] int id, B a", false)]
    [InlineData("[IdempotencyKey] int id, int[] a", "[IdempotencyKey] int id, List<int> a", true)]
    [InlineData("[IdempotencyKey] int id, int[] a", "[IdempotencyKey] int id, HashSet<int> a", false)]
    [InlineData("[IdempotencyKey] int id, Node a", "[IdempotencyKey] int id, SameAsNode a", true)]
    [InlineData("[IdempotencyKey] int id", "[IdempotencyKey(Sensitive = true)] int id", false)]
    public void SchemaHash_ChangesExactlyWhenTheBytesMay(string before, string after, bool isSame)
    {
        const string Types = """
            public record A(int X, string? Y); public class SameAsA { public string Y { get; set; } = ""; public long X; } public record B(int X, string? Z);
            public record Node(Node? Next, int X); public class SameAsNode { public int X; public SameAsNode? Next; }
            """;

        Assert.Equal(isSame, KeyCompilation.Of(before, Types).Contract().SchemaHash == KeyCompilation.Of(after, Types).Contract().SchemaHash);
    }

    [Fact]
    public void SchemaHash_IsPinned() => Assert.Equal(
        BitConverter.ToInt64(System.Security.Cryptography.SHA256.HashData(Encoding.Unicode.GetBytes("key(\"id\":string)fingerprint(\"amount\":decimal,\"tags\":set(string))"))),
        KeyCompilation.Of("[IdempotencyKey] string id, decimal amount, ISet<string> tags").Contract().SchemaHash);
}
