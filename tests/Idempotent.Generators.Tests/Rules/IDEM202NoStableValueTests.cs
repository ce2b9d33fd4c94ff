using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM202NoStableValueTests
{
    [Theory]
    [InlineData("Stream")]
    [InlineData("object")]
    [InlineData("IEnumerable<int>")]
    [InlineData("Task<int>")]
    [InlineData("int[,]")]
    public Task Parameter_WithoutAStableValue_Triggers(string type) => RuleTest.VerifyAsync<IDEM202NoStableValue>($$"""
        public interface IShipping
        {
            [Idempotent] Task ShipAsync([IdempotencyKey] string id, {{type}} {|IDEM202:label|});
        }
        """);

    [Fact]
    public Task Member_WithoutAStableValue_Triggers() => RuleTest.VerifyAsync<IDEM202NoStableValue>("""
        public sealed class Parcel { public string Id { get; init; } = ""; public Stream Label { get; init; } = null!; }
        public interface IShipping
        {
            [Idempotent] Task ShipAsync([IdempotencyKey] string id, Parcel {|IDEM202:parcel|});
        }
        """);

    [Fact]
    public Task Member_OfAMetadataTypeWithoutAStableValue_Triggers() => RuleTest.VerifyAsync<IDEM202NoStableValue>("""
        public interface IShipping
        {
            [Idempotent] Task ShipAsync([IdempotencyKey] string id, KeyValuePair<string, object> {|IDEM202:tag|});
        }
        """);

    [Theory]
    [InlineData("string? label")]
    [InlineData("IReadOnlyList<Guid> labels")]
    [InlineData("[IdempotencyIgnore] Stream label")]
    [InlineData("CancellationToken ct")]
    [InlineData("Action done")]
    public Task Parameter_WithAStableValueOrNoPart_DoesNotTrigger(string parameter) => RuleTest.VerifyAsync<IDEM202NoStableValue>($$"""
        public interface IShipping
        {
            [Idempotent] Task ShipAsync([IdempotencyKey] string id, {{parameter}});
            Task CountAsync(Stream label);
        }
        """);

    [Fact]
    public Task Fix_OfAParameter_IgnoresIt() => RuleTest.VerifyFixAsync<IDEM202NoStableValue, IDEM202NoStableValueFix>("""
        public interface IShipping
        {
            [Idempotent]
            Task ShipAsync(
                [IdempotencyKey] string id,
                Stream {|IDEM202:label|}); // printed
        }
        """, """
        public interface IShipping
        {
            [Idempotent]
            Task ShipAsync(
                [IdempotencyKey] string id,
                [IdempotencyIgnore] Stream label); // printed
        }
        """);

    [Fact]
    public Task Fix_OfAMarkedParameter_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM202NoStableValue, IDEM202NoStableValueFix>("""
        public interface IShipping
        {
            [Idempotent] Task ShipAsync([IdempotencyKey] object {|IDEM202:id|}, int x);
        }
        """);

    [Fact]
    public Task Fix_OfTwoPartsWithOneName_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM202NoStableValue, IDEM202NoStableValueFix>("""
        public interface IShipping
        {
            [Idempotent] Task {|IDEM202:ShipAsync|}([IdempotencyKey(Name = "id")] string a, [IdempotencyKey(Name = "id")] string b);
        }
        """);

    [Fact]
    public Task Fix_OfTheOnlyPartOfTheKey_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM202NoStableValue, IDEM202NoStableValueFix>("""
        public interface IShipping
        {
            [Idempotent] Task ShipAsync(object {|IDEM202:id|}, CancellationToken ct);
        }
        """);

    [Fact]
    public Task Fix_OfSeveral_FixAll() => RuleTest.VerifyFixAsync<IDEM202NoStableValue, IDEM202NoStableValueFix>("""
        public sealed class Parcel
        {
            public string Id { get; init; } = "";

            /// <summary>Printed.</summary>
            public Stream Label { get; init; } = null!;
        }

        public sealed record Tag(string Name, object Value);

        public interface IShipping
        {
            [Idempotent] Task ShipAsync([IdempotencyKey] string id, Parcel {|IDEM202:parcel|}, Tag {|IDEM202:tag|}, object {|IDEM202:x|}, Stream {|IDEM202:y|});
        }
        """, """
        public sealed class Parcel
        {
            public string Id { get; init; } = "";

            /// <summary>Printed.</summary>
            [IdempotencyIgnore]
            public Stream Label { get; init; } = null!;
        }

        public sealed record Tag(string Name, [property: IdempotencyIgnore] object Value);

        public interface IShipping
        {
            [Idempotent] Task ShipAsync([IdempotencyKey] string id, Parcel parcel, Tag tag, [IdempotencyIgnore] object x, [IdempotencyIgnore] Stream y);
        }
        """);
}
