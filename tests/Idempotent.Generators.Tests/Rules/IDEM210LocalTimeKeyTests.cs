using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM210LocalTimeKeyTests
{
    [Theory]
    [InlineData("DateTime")]
    [InlineData("DateTime?")]
    [InlineData("IReadOnlyList<DateTime>")]
    [InlineData("(int, DateTime)")]
    public Task Parameter_WithADateTime_Triggers(string type) => RuleTest.VerifyAsync<IDEM210LocalTimeKey>($$"""
        public interface IBookings
        {
            [Idempotent] Task BookAsync([IdempotencyKey] string room, {{type}} {|IDEM210:from|});
        }
        """);

    [Fact]
    public Task KeyItself_AsADateTime_Triggers() => RuleTest.VerifyAsync<IDEM210LocalTimeKey>("""
        public interface IBookings
        {
            [Idempotent] Task BookAsync([IdempotencyKey] DateTime {|IDEM210:from|});
        }
        """);

    [Theory]
    [InlineData("DateTimeOffset from")]
    [InlineData("DateOnly from")]
    [InlineData("TimeOnly from")]
    [InlineData("TimeSpan length")]
    [InlineData("string from")]
    [InlineData("[IdempotencyIgnore] DateTime from")]
    [InlineData("IProgress<DateTime> progress")]
    [InlineData("Func<DateTime> clock")]
    public Task Parameter_WithoutADateTime_DoesNotTrigger(string parameter) => RuleTest.VerifyAsync<IDEM210LocalTimeKey>($$"""
        public interface IBookings
        {
            [Idempotent] Task BookAsync([IdempotencyKey] string room, {{parameter}});
            Task LookAsync(DateTime from);
        }
        """);

    [Fact]
    public Task Fix_OfSeveral_FixAll() => RuleTest.VerifyFixAsync<IDEM210LocalTimeKey, IDEM210LocalTimeKeyFix>("""
        public sealed record Stay(DateTime? From, int Nights);

        public interface IBookings
        {
            [Idempotent] Task BookAsync([IdempotencyKey] string room, DateTime {|IDEM210:from|}, System.DateTime? {|IDEM210:to|}, Stay {|IDEM210:stay|});
        }

        public sealed class Bookings : IBookings
        {
            public Task BookAsync(string room, DateTime from, DateTime? to /* inclusive */, Stay stay) => Task.CompletedTask;
        }
        """, """
        public sealed record Stay(DateTimeOffset? From, int Nights);

        public interface IBookings
        {
            [Idempotent] Task BookAsync([IdempotencyKey] string room, DateTimeOffset from, System.DateTimeOffset? to, Stay stay);
        }

        public sealed class Bookings : IBookings
        {
            public Task BookAsync(string room, DateTimeOffset from, DateTimeOffset? to /* inclusive */, Stay stay) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Fix_OfAComposedType_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM210LocalTimeKey, IDEM210LocalTimeKeyFix>("""
        public interface IBookings
        {
            [Idempotent] Task BookAsync([IdempotencyKey] string room, List<DateTime> {|IDEM210:days|});
        }
        """);
}
