using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM314TwoKindsOfEffectTests
{
    private static string Operation(string statements, string attribute = "Idempotent") => $$"""
        public class Payments(Bank db, Stripe.ChargeService charges, Azure.Messaging.ServiceBus.ServiceBusSender bus, HttpClient http)
        {
            [{{attribute}}]
            public virtual async Task PayAsync([IdempotencyKey] Payment payment)
            {
                {{statements}}
                await Task.Yield();
            }
        }
        public class Payment { public Guid Id { get; set; } public decimal Amount { get; set; } }
        {{EffectTest.Bank}}
        """;

    [Theory]
    [InlineData("await charges.{|IDEM314:CreateAsync|}(new Stripe.ChargeCreateOptions()); db.Entries.Add(new Entry { Id = payment.Id }); await db.SaveChangesAsync();")]
    [InlineData("db.Entries.{|IDEM314:Add|}(new Entry()); await db.SaveChangesAsync(); await bus.SendMessageAsync(new Azure.Messaging.ServiceBus.ServiceBusMessage(\"x\"));")]
    [InlineData("await bus.{|IDEM314:SendMessageAsync|}(new Azure.Messaging.ServiceBus.ServiceBusMessage(\"x\")); await charges.CreateAsync(new Stripe.ChargeCreateOptions());")]
    [InlineData("await http.{|IDEM314:PostAsJsonAsync|}(\"orders\", payment); await db.Accounts.Where(a => a.Id == 1).ExecuteUpdateAsync(s => s.SetProperty(a => a.IsOpen, false)); await db.SaveChangesAsync();")]
    public Task Effects_OfTwoSystems_Triggers(string statements) => EffectTest.VerifyAsync<IDEM314TwoKindsOfEffect>(Operation(statements));

    [Theory]
    [InlineData("await charges.CreateAsync(new Stripe.ChargeCreateOptions(), new Stripe.RequestOptions { IdempotencyKey = payment.Id.ToString() }); db.Entries.Add(new Entry { Id = payment.Id }); await db.SaveChangesAsync();")]
    [InlineData("db.Entries.Add(new Entry { Id = payment.Id }); await db.SaveChangesAsync(); await charges.CreateAsync(new Stripe.ChargeCreateOptions());")]
    [InlineData("db.Entries.Add(new Entry()); await db.SaveChangesAsync();")]
    [InlineData("await charges.CreateAsync(new Stripe.ChargeCreateOptions()); await charges.CreateAsync(new Stripe.ChargeCreateOptions());")]
    [InlineData("await charges.CreateAsync(new Stripe.ChargeCreateOptions()); var accounts = await db.Accounts.CountAsync(a => a.Id == 1);")]
    [InlineData("await charges.CreateAsync(new Stripe.ChargeCreateOptions()); await http.GetStringAsync(\"x\");")]
    [InlineData("if (await db.Entries.AnyAsync(e => e.Id == payment.Id)) return; db.Entries.Add(new Entry()); await db.SaveChangesAsync(); await charges.CreateAsync(new Stripe.ChargeCreateOptions());")]
    [InlineData("await StepAsync(\"charge\", () => charges.CreateAsync(new Stripe.ChargeCreateOptions())); await db.SaveChangesAsync(); static Task StepAsync(string name, Func<Task> step) => step();")]
    [InlineData("await charges.CreateAsync(new Stripe.ChargeCreateOptions()); await http.PostAsJsonAsync(\"orders/search\", payment);")]
    public Task Effects_OfOneSystemOrWithAKey_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM314TwoKindsOfEffect>(Operation(statements));

    [Fact]
    public Task Effects_OutsideOfAnOperation_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM314TwoKindsOfEffect>(
        Operation("await charges.CreateAsync(new Stripe.ChargeCreateOptions()); await db.SaveChangesAsync();", "NonIdempotent(\"no\")").Replace("[IdempotencyKey] ", "", StringComparison.Ordinal));

    [Fact]
    public Task Effects_AreHiddenByDefault_Triggers() => EffectTest.VerifyAsync<IDEM314TwoKindsOfEffect>(
        Operation("await charges.{|#0:CreateAsync|}(new Stripe.ChargeCreateOptions()); {|#1:db.SaveChanges()|};"),
        expected: new DiagnosticResult("IDEM314", DiagnosticSeverity.Hidden).WithLocation(0).WithLocation(1).WithArguments("charges.CreateAsync", "SaveChanges", "PayAsync"));

    [Fact]
    public Task Fix_OfAPaymentAndAMessage_FixAll() => EffectTest.VerifyFixAsync<IDEM314TwoKindsOfEffect, IDEM314TwoKindsOfEffectFix>(Operation("""
        await charges.{|IDEM314:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 1 });
                await bus.{|IDEM314:SendMessageAsync|}(new("x"));
                await db.SaveChangesAsync();
        """), Operation("""
        await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }, requestOptions: new Stripe.RequestOptions { IdempotencyKey = IdempotencyContext.Required.DeriveKey("charges") });
                await bus.SendMessageAsync(new("x") { MessageId = IdempotencyContext.Required.DeriveKey("bus") });
                await db.SaveChangesAsync();
        """));

    [Fact]
    public Task Fix_OfAnInsert_IsNotOffered() => EffectTest.VerifyNoFixAsync<IDEM314TwoKindsOfEffect, IDEM314TwoKindsOfEffectFix>(
        Operation("db.Entries.{|IDEM314:Add|}(new Entry()); await db.SaveChangesAsync(); await bus.SendMessageAsync(new(\"x\"));"));
}
