using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM105NoJsonTypeInfoTests
{
    private const string Aot = "build_property.PublishAot = true";

    /// <summary>What the JSON source generator would write: it does not run in these tests.</summary>
    private const string Generated = """

            public ShopJson() : base(null) { }
            protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        """;

    [Theory]
    [InlineData("PublishAot")]
    [InlineData("PublishTrimmed")]
    [InlineData("IsAotCompatible")]
    [InlineData("IsTrimmable")]
    public Task Result_WithoutAContext_Triggers(string property) => RuleTest.VerifyAsync<IDEM105NoJsonTypeInfo>("""
        public sealed record Receipt(string Id);
        public interface IPayments
        {
            [Idempotent] {|IDEM105:Task<Receipt>|} ChargeAsync([IdempotencyKey] string id);
        }
        """, $"build_property.{property} = True");

    [Fact]
    public Task Result_ThatNoContextLists_Triggers() => RuleTest.VerifyAsync<IDEM105NoJsonTypeInfo>(WithContext("""
        [JsonSerializable(typeof(Receipt))]
        """, """
        [Idempotent] {|IDEM105:Task<List<Receipt>>|} ChargeAsync([IdempotencyKey] string id);
        """), Aot);

    [Fact]
    public Task Result_ThatAContextLists_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM105NoJsonTypeInfo>(WithContext("""
        [JsonSerializable(typeof(Receipt))]
        [JsonSerializable(typeof(List<Receipt>))]
        """, """
        [Idempotent] Task<Receipt?> ChargeAsync([IdempotencyKey] string id);
        [Idempotent] List<Receipt> List([IdempotencyKey] string id);
        [Idempotent] Task StoreAsync([IdempotencyKey] string id);
        Task<IList<Receipt>> FindAsync(string id);
        """), Aot);

    [Fact]
    public Task Project_ThatIsNotTrimmed_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM105NoJsonTypeInfo>("""
        public sealed record Receipt(string Id);
        public interface IPayments
        {
            [Idempotent] Task<Receipt> ChargeAsync([IdempotencyKey] string id);
        }
        """, "build_property.PublishAot = false\nbuild_property.PublishTrimmed =");

    [Fact]
    public Task Fix_WithAContext_ListsTheResult() => RuleTest.VerifyFixAsync<IDEM105NoJsonTypeInfo, IDEM105NoJsonTypeInfoFix>(
        WithContext("[JsonSerializable(typeof(int))]", "[Idempotent] {|IDEM105:Task<Receipt?>|} ChargeAsync([IdempotencyKey] string id);"),
        WithContext("[JsonSerializable(typeof(int))]\n[JsonSerializable(typeof(Receipt))]", "[Idempotent] Task<Receipt?> ChargeAsync([IdempotencyKey] string id);"),
        Aot);

    [Fact]
    public Task Fix_WithoutAContext_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM105NoJsonTypeInfo, IDEM105NoJsonTypeInfoFix>("""
        public sealed record Receipt(string Id);
        public interface IPayments
        {
            [Idempotent] {|IDEM105:Task<Receipt>|} ChargeAsync([IdempotencyKey] string id);
        }
        """, Aot);

    [Fact]
    public Task Fix_OfSeveral_FixAll() => RuleTest.VerifyFixAsync<IDEM105NoJsonTypeInfo, IDEM105NoJsonTypeInfoFix>(
        WithContext("[JsonSerializable(typeof(int))]", """
        [Idempotent] {|IDEM105:Task<Receipt>|} ChargeAsync([IdempotencyKey] string id);
        [Idempotent] {|IDEM105:Receipt|} Find([IdempotencyKey] string id);
        [Idempotent] {|IDEM105:Dictionary<string, Receipt[]>|} All([IdempotencyKey] string id);
        """),
        WithContext("[JsonSerializable(typeof(int))]\n[JsonSerializable(typeof(Receipt))]\n[JsonSerializable(typeof(Dictionary<string, Receipt[]>))]", """
        [Idempotent] Task<Receipt> ChargeAsync([IdempotencyKey] string id);
        [Idempotent] Receipt Find([IdempotencyKey] string id);
        [Idempotent] Dictionary<string, Receipt[]> All([IdempotencyKey] string id);
        """),
        Aot);

    private static string WithContext(string lists, string members) => $$"""
        using System.Text.Json;
        using System.Text.Json.Serialization;

        public sealed record Receipt(string Id);

        // What is written as JSON.
        {{lists}}
        internal sealed class ShopJson : JsonSerializerContext
        {{{Generated}}
        }

        public interface IPayments
        {
        {{members}}
        }
        """;
}
