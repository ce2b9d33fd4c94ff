using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM311VolatileInBodyTests
{
    private static string Operation(string statements, string attribute = "Idempotent") => $$"""
        public class Payments(Bank db, Npgsql.NpgsqlDataSource source, Microsoft.Extensions.Logging.ILogger logger)
        {
            [{{attribute}}]
            public virtual async Task<bool> PayAsync([IdempotencyKey] Payment payment, [IdempotencyIgnore] string? id = null)
            {
                {{statements}}
                await Task.Yield();
                return true;
            }
        }
        public class Payment { public string Id { get; set; } = ""; public decimal Amount { get; set; } }
        {{EffectTest.Bank}}
        """;

    [Theory]
    [InlineData("db.Entries.Add(new Entry { Id = {|IDEM311:Guid.NewGuid()|} });")]
    [InlineData("var entry = {|IDEM311:Guid.CreateVersion7()|};")]
    [InlineData("var n = {|IDEM311:Random.Shared.Next()|};")]
    [InlineData("var at = {|IDEM311:DateTimeOffset.UtcNow|};")]
    [InlineData("db.Entries.ToList().ForEach(e => e.Id = {|IDEM311:Guid.NewGuid()|});")]
    public Task Value_ThatIsNewEachTime_Triggers(string statements) => EffectTest.VerifyAsync<IDEM311VolatileInBody>(Operation(statements));

    [Theory]
    [InlineData("db.Entries.Add(new Entry { Id = IdempotencyContext.Required.DeriveGuid(\"entry\") });")]
    [InlineData("var at = IdempotencyContext.Required.StartedAt;")]
    [InlineData("var started = System.Diagnostics.Stopwatch.GetTimestamp();")]
    [InlineData("var ticks = Environment.TickCount64;")]
    [InlineData("Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(logger, \"{At}\", DateTime.UtcNow);")]
    [InlineData("Console.WriteLine(Guid.NewGuid());")]
    [InlineData("var id2 = Guid.Parse(payment.Id);")]
    [InlineData("var day = new DateTime(2026, 1, 1);")]
    public Task Value_ThatIsTheSameOrNotWritten_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM311VolatileInBody>(Operation(statements));

    [Fact]
    public Task Value_OutsideOfAnOperation_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM311VolatileInBody>(Operation("var n = Guid.NewGuid();", "NonIdempotent(\"no\")").Replace("[IdempotencyKey] ", "", StringComparison.Ordinal).Replace("[IdempotencyIgnore] ", "", StringComparison.Ordinal));

    [Fact]
    public Task Fix_OfSeveral_FixAll() => EffectTest.VerifyFixAsync<IDEM311VolatileInBody, IDEM311VolatileInBodyFix>(Operation("""
        var entry = new Entry { Id = {|IDEM311:Guid.NewGuid()|} }; // one
        var other = {|IDEM311:Guid.NewGuid()|};
        other = {|IDEM311:Guid.NewGuid()|};
        var at = {|IDEM311:DateTime.UtcNow|};
        """), Operation("""
        var entry = new Entry { Id = IdempotencyContext.Required.DeriveGuid("Entry.Id") }; // one
        var other = IdempotencyContext.Required.DeriveGuid("other");
        other = IdempotencyContext.Required.DeriveGuid("other-2");
        var at = IdempotencyContext.Required.StartedAt.UtcDateTime;
        """));

    [Fact]
    public Task Fix_OfARandomNumber_IsNotOffered() => EffectTest.VerifyNoFixAsync<IDEM311VolatileInBody, IDEM311VolatileInBodyFix>(Operation("var n = {|IDEM311:Random.Shared.Next()|};"));
}
