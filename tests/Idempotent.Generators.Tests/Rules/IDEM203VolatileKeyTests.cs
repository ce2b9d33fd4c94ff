using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM203VolatileKeyTests
{
    private const string Services = "Stripe.ChargeService charges, IPayments payments, Polly.ResiliencePipeline pipeline";

    private const string Payments = """
        public class ChargeRequest { [IdempotencyKey] public Guid Id { get; set; } public decimal Amount { get; set; } }
        public interface IPayments { [Idempotent] Task PayAsync([IdempotencyKey] string key, decimal amount); [Idempotent] Task ChargeAsync(ChargeRequest request); }
        """;

    [Theory]
    [InlineData("await payments.PayAsync({|IDEM203:Guid.NewGuid().ToString()|}, 1);")]
    [InlineData("var key = $\"pay-{DateTime.UtcNow.Ticks}\"; await payments.PayAsync({|IDEM203:key|}, 1);")]
    [InlineData("await payments.ChargeAsync(new ChargeRequest { Id = {|IDEM203:Guid.NewGuid()|} });")]
    [InlineData("await pipeline.ExecuteAsync(async ct => await payments.PayAsync({|IDEM203:Guid.NewGuid().ToString()|}, 1));")]
    [InlineData("await pipeline.ExecuteAsync(async ct => { await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }, new Stripe.RequestOptions { IdempotencyKey = {|IDEM203:Guid.NewGuid().ToString()|} }); });")]
    [InlineData("await payments.PayAsync({|IDEM203:Random.Shared.Next().ToString()|}, 1);")]
    [InlineData("var request = new ChargeRequest(); request.Id = {|IDEM203:Guid.CreateVersion7()|}; await payments.ChargeAsync(request);")]
    public Task Key_ThatIsNewEachTime_Triggers(string statements) => EffectTest.VerifyAsync<IDEM203VolatileKey>(EffectTest.InHelper(statements, Services) + Payments);

    [Fact]
    public Task MessageId_ThatIsNewEachTimeInAConsumer_Triggers() => EffectTest.VerifyAsync<IDEM203VolatileKey>(EffectTest.InConsumer(
        "var sent = new Azure.Messaging.ServiceBus.ServiceBusMessage { MessageId = {|IDEM203:Guid.NewGuid().ToString()|} }; await bus.SendMessageAsync(sent);", "Azure.Messaging.ServiceBus.ServiceBusSender bus"));

    [Theory]
    [InlineData("await payments.PayAsync(message.MessageId.ToString(), 1);")]
    [InlineData("var key = Guid.NewGuid().ToString(); await pipeline.ExecuteAsync(async ct => await payments.PayAsync(key, 1));")]
    [InlineData("await payments.PayAsync($\"daily-{DateTime.UtcNow:yyyy-MM-dd}\", 1);")]
    [InlineData("await payments.PayAsync(\"x\", DateTime.UtcNow.Ticks);")]
    [InlineData("await payments.PayAsync(context.MessageId?.ToString() ?? Guid.NewGuid().ToString(), 1);")]
    [InlineData("var entry = new Entry { Id = Guid.NewGuid() };")]
    [InlineData("await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }, new Stripe.RequestOptions { IdempotencyKey = Guid.NewGuid().ToString() });")]
    [InlineData("var key = message.MessageId.ToString(); if (key.Length == 0) { key = Guid.NewGuid().ToString(); } await payments.PayAsync(key, 1);")]
    [InlineData("await payments.ChargeAsync(new ChargeRequest { Id = message.MessageId });")]
    public Task Key_ThatIsStable_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM203VolatileKey>(EffectTest.InHelper(statements, Services) + Payments);

    [Fact]
    public Task Fix_OfSeveralInRetries_FixAll() => EffectTest.VerifyFixAsync<IDEM203VolatileKey, IDEM203VolatileKeyFix>($$"""
        public class Shop(IPayments payments, Polly.ResiliencePipeline pipeline)
        {
            public async Task Buy()
            {
                // the first
                await pipeline.ExecuteAsync(async ct => await payments.PayAsync({|IDEM203:Guid.NewGuid().ToString()|}, 1));
                await Task.Yield();
            }

            public async Task Sell()
            {
                await pipeline.ExecuteAsync(async ct => await payments.PayAsync({|IDEM203:Guid.NewGuid().ToString("N")|}, 2));
            }
        }
        {{Payments}}
        """, $$"""
        public class Shop(IPayments payments, Polly.ResiliencePipeline pipeline)
        {
            public async Task Buy()
            {
                // the first
                var idempotencyKey = Guid.NewGuid().ToString();
                await pipeline.ExecuteAsync(async ct => await payments.PayAsync(idempotencyKey, 1));
                await Task.Yield();
            }

            public async Task Sell()
            {
                var idempotencyKey = Guid.NewGuid().ToString("N");
                await pipeline.ExecuteAsync(async ct => await payments.PayAsync(idempotencyKey, 2));
            }
        }
        {{Payments}}
        """);

    [Fact]
    public Task Fix_WhereThereIsNoRetry_IsNotOffered() => EffectTest.VerifyNoFixAsync<IDEM203VolatileKey, IDEM203VolatileKeyFix>(
        EffectTest.InHelper("await payments.PayAsync({|IDEM203:Guid.NewGuid().ToString()|}, 1);", Services) + Payments);

    [Fact]
    public Task Fix_WhereAllCallsAreInSight_TakesTheKeyAsAParameter_FixAll() => EffectTest.VerifyFixAsync<IDEM203VolatileKey, IDEM203VolatileKeyFix>($$"""
        public class Shop(IPayments payments)
        {
            public Task Buy() => Pay(1);

            public Task Return(decimal amount) => Repay(amount, "returned");

            private async Task Pay(decimal amount, CancellationToken ct = default) => await payments.PayAsync({|IDEM203:Guid.NewGuid().ToString()|}, amount);

            private Task Repay(decimal amount, string note)
            {
                return payments.PayAsync({|IDEM203:$"back-{Guid.NewGuid()}"|}, -amount); // back
            }
        }
        {{Payments}}
        """, $$"""
        public class Shop(IPayments payments)
        {
            public Task Buy() => Pay(1, Guid.NewGuid().ToString());

            public Task Return(decimal amount) => Repay(amount, "returned", $"back-{Guid.NewGuid()}");

            private async Task Pay(decimal amount, string idempotencyKey, CancellationToken ct = default) => await payments.PayAsync(idempotencyKey, amount);

            private Task Repay(decimal amount, string note, string idempotencyKey)
            {
                return payments.PayAsync(idempotencyKey, -amount); // back
            }
        }
        {{Payments}}
        """, equivalenceKey: "ParameterEdits");

    [Theory]
    [InlineData("public void Go() { Action<decimal> pay = amount => Pay(amount); pay(1); Func<decimal, Task> other = Pay; } private Task Pay(decimal amount) => payments.PayAsync({|IDEM203:Guid.NewGuid().ToString()|}, amount);")]
    [InlineData("public Task Go() => Pay(1); public virtual Task Pay(decimal amount) => payments.PayAsync({|IDEM203:Guid.NewGuid().ToString()|}, amount);")]
    [InlineData("public Task Go() => Pay(1); private Task Pay(decimal amount) => payments.PayAsync({|IDEM203:$\"{amount}-{Guid.NewGuid()}\"|}, amount);")]
    [InlineData("public Task Go() => Pay(amount: 1); private Task Pay(decimal amount) => payments.PayAsync({|IDEM203:Guid.NewGuid().ToString()|}, amount);")]
    [InlineData("public Task Pay(decimal amount) => payments.PayAsync({|IDEM203:Guid.NewGuid().ToString()|}, amount);")]
    public Task Fix_WhereOthersDecide_IsNotOffered(string members) => EffectTest.VerifyNoFixAsync<IDEM203VolatileKey, IDEM203VolatileKeyFix>($$"""
        public class Shop(IPayments payments)
        {
            {{members}}
        }
        {{Payments}}
        """);
}
