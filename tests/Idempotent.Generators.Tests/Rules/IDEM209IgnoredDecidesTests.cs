using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM209IgnoredDecidesTests
{
    private static string Operation(string parameter, string statements) => $$"""
        public class Payments(Bank db, Stripe.ChargeService charges, HttpClient http)
        {
            [Idempotent]
            public virtual async Task<bool> PayAsync([IdempotencyKey] string orderId, {{parameter}})
            {
                {{statements}}
                await Task.Yield();
                return true;
            }
        }
        {{EffectTest.Bank}}
        """;

    [Theory]
    [InlineData("[IdempotencyIgnore] long amount", "await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = {|IDEM209:amount|} });")]
    [InlineData("[IdempotencyIgnore] decimal amount", "db.Entries.Add(new Entry { Amount = {|IDEM209:amount|} }); await db.SaveChangesAsync();")]
    [InlineData("[IdempotencyIgnore] decimal amount", "var entry = new Entry(); entry.Amount = amount; db.Entries.Add({|IDEM209:entry|}); await db.SaveChangesAsync();")]
    [InlineData("[IdempotencyIgnore] bool dryRun", "if ({|IDEM209:dryRun|}) { return false; } await charges.CreateAsync(new Stripe.ChargeCreateOptions());")]
    [InlineData("[IdempotencyIgnore] bool notify", "if ({|IDEM209:notify|}) { await http.PostAsJsonAsync(\"orders\", 1); }")]
    [InlineData("[IdempotencyIgnore] State state", "switch ({|IDEM209:state|}) { case State.Done: await http.PostAsJsonAsync(\"orders\", 1); break; }")]
    [InlineData("[IdempotencyIgnore] string accountId", "await charges.CreateAsync(new Stripe.ChargeCreateOptions { Source = {|IDEM209:accountId|} });")]
    public Task Parameter_ThatDecides_Triggers(string parameter, string statements) => EffectTest.VerifyAsync<IDEM209IgnoredDecides>(Operation(parameter, statements));

    [Theory]
    [InlineData("long amount", "await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = amount });")]
    [InlineData("[IdempotencyIgnore] string correlationId", "await http.PostAsJsonAsync(\"orders\", correlationId);")]
    [InlineData("[IdempotencyIgnore] string description", "await charges.CreateAsync(new Stripe.ChargeCreateOptions { Source = description });")]
    [InlineData("[IdempotencyIgnore] decimal amount", "if (amount <= 0) { throw new ArgumentOutOfRangeException(nameof(amount)); } await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 });")]
    [InlineData("[IdempotencyIgnore] bool verbose", "if (verbose) { Console.WriteLine(orderId); } await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 });")]
    [InlineData("[IdempotencyIgnore] int maxRetries", "for (var i = 0; i < maxRetries; i++) { await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }); }")]
    [InlineData("[IdempotencyIgnore] DateTime now", "db.Accounts.Add(new Account { DueAt = now }); await db.SaveChangesAsync();")]
    [InlineData("[IdempotencyIgnore] string accountId", "var account = await db.Accounts.FirstOrDefaultAsync(a => a.Note == accountId);")]
    [InlineData("CancellationToken token", "if (token.IsCancellationRequested) { return false; } await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 });")]
    public Task Parameter_ThatGoesAlong_DoesNotTrigger(string parameter, string statements) => EffectTest.VerifyAsync<IDEM209IgnoredDecides>(Operation(parameter, statements));

    [Fact]
    public Task Parameter_IgnoredByTheInterface_Triggers() => EffectTest.VerifyAsync<IDEM209IgnoredDecides>("""
        public interface IPayments { [Idempotent] Task PayAsync([IdempotencyKey] string orderId, [IdempotencyIgnore] long amount); }
        public class Payments(Stripe.ChargeService charges) : IPayments
        {
            public Task PayAsync(string orderId, long amount) => charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = {|IDEM209:amount|} });
        }
        """);
}
