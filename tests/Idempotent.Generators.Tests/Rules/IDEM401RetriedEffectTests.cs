using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM401RetriedEffectTests
{
    private const string Services = "Bank db, Stripe.ChargeService charges, HttpClient http";

    [Theory]
    [InlineData("var policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<Exception>(), 3); await policy.ExecuteAsync(() => charges.{|IDEM401:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 1 }));")]
    [InlineData("var policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<Exception>(), 3); await policy.ExecuteAsync(async () => { db.Entries.{|IDEM401:Add|}(new Entry()); await db.SaveChangesAsync(); });")]
    [InlineData("for (var attempt = 0; attempt < 3; attempt++) { try { await charges.{|IDEM401:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 1 }); break; } catch (Exception) { } }")]
    [InlineData("while (true) { try { await charges.{|IDEM401:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 1 }); return; } catch (HttpRequestException) { await Task.Yield(); } }")]
    [InlineData("var policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<Exception>(), 3); await policy.ExecuteAsync(async () => { var account = await db.Accounts.SingleAsync(a => a.Id == 1); {|IDEM401:account.Balance += 1|}; await db.SaveChangesAsync(); });")]
    [InlineData("var policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<Exception>(), 3); if (await db.Inbox.AnyAsync(m => m.Id == message.MessageId)) return; await policy.ExecuteAsync(() => charges.{|IDEM401:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 1 }));")]
    public Task Retry_AroundAnEffect_Triggers(string statements) => EffectTest.VerifyAsync<IDEM401RetriedEffect>(EffectTest.InHelper(statements, Services));

    [Theory]
    [InlineData("var policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<Exception>(), 3); await policy.ExecuteAsync(() => http.GetStringAsync(\"x\"));")]
    [InlineData("var policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<Exception>(), 3); await policy.ExecuteAsync(() => charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }, new Stripe.RequestOptions { IdempotencyKey = message.MessageId.ToString() }));")]
    [InlineData("await Polly.Policy.TimeoutAsync(3).ExecuteAsync(() => charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }));")]
    [InlineData("foreach (var amount in new[] { 1, 2 }) { try { await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }); } catch (Exception) { } }")]
    [InlineData("for (var i = 0; i < 3; i++) { try { await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }); } catch (Exception) { throw; } }")]
    [InlineData("await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 });")]
    [InlineData("var policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<Exception>(), 3); await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 });")]
    [InlineData("while (true) { try { await http.GetStringAsync(\"x\"); return; } catch (HttpRequestException) { await Task.Yield(); } }")]
    [InlineData("var policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<Exception>(), 3); await policy.ExecuteAsync(async () => { if (await db.Inbox.AnyAsync(m => m.Id == message.MessageId)) return; db.Entries.Add(new Entry()); await db.SaveChangesAsync(); });")]
    public Task Retry_AroundWhatMayHappenTwice_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM401RetriedEffect>(EffectTest.InHelper(statements, Services));

    [Fact]
    public Task Retry_AroundACallThatReachesAnEffect_Triggers() => EffectTest.VerifyAsync<IDEM401RetriedEffect>($$"""
        public class Shop(Bank db, Polly.ResiliencePipeline pipeline)
        {
            public async Task Place() => await pipeline.ExecuteAsync(async ct => await {|IDEM401:Save|}());
            private async Task Save() { db.Entries.Add(new Entry()); await db.SaveChangesAsync(); }
        }
        {{EffectTest.Bank}}
        """);

    [Fact]
    public Task Fix_OfPaymentsInRetries_FixAll() => EffectTest.VerifyFixAsync<IDEM401RetriedEffect, IDEM401RetriedEffectFix>("""
        public record Order(string RequestId);
        public class Shop(Stripe.ChargeService charges, Polly.ResiliencePipeline pipeline)
        {
            public async Task Buy()
            {
                // the first
                await pipeline.ExecuteAsync(async ct => await charges.{|IDEM401:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 1 }));
            }

            public async Task Sell(Order order)
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try
                    {
                        await charges.{|IDEM401:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 1 });
                        break;
                    }
                    catch (Exception)
                    {
                    }
                }
            }

            [Idempotent]
            public async Task Refund([IdempotencyKey] string orderId)
            {
                await pipeline.ExecuteAsync(async ct => await charges.{|IDEM401:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 1 }));
            }
        }
        """, """
        public record Order(string RequestId);
        public class Shop(Stripe.ChargeService charges, Polly.ResiliencePipeline pipeline)
        {
            public async Task Buy()
            {
                // the first
                var chargesKey = Guid.NewGuid().ToString();
                await pipeline.ExecuteAsync(async ct => await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }, requestOptions: new Stripe.RequestOptions { IdempotencyKey = chargesKey }));
            }

            public async Task Sell(Order order)
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try
                    {
                        await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }, requestOptions: new Stripe.RequestOptions { IdempotencyKey = $"charges-{order.RequestId}" });
                        break;
                    }
                    catch (Exception)
                    {
                    }
                }
            }

            [Idempotent]
            public async Task Refund([IdempotencyKey] string orderId)
            {
                await pipeline.ExecuteAsync(async ct => await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }, requestOptions: new Stripe.RequestOptions { IdempotencyKey = IdempotencyContext.Required.DeriveKey("charges") }));
            }
        }
        """);

    [Fact]
    public Task Fix_OfACallThatReachesAnEffect_MarksTheMethod() => EffectTest.VerifyFixAsync<IDEM401RetriedEffect, IDEM401RetriedEffectFix>($$"""
        public class Shop(Bank db, Polly.ResiliencePipeline pipeline)
        {
            public async Task Place(string orderId) => await pipeline.ExecuteAsync(async ct => await {|IDEM401:Save|}(orderId));

            internal async Task Save(string orderId) { db.Entries.Add(new Entry()); await db.SaveChangesAsync(); }
        }
        {{EffectTest.Bank}}
        """, $$"""
        public class Shop(Bank db, Polly.ResiliencePipeline pipeline)
        {
            public async Task Place(string orderId) => await pipeline.ExecuteAsync(async ct => await Save(orderId));

            [Idempotent]
            internal async Task Save([IdempotencyKey] string orderId) { db.Entries.Add(new Entry()); await db.SaveChangesAsync(); }
        }
        {{EffectTest.Bank}}
        """);

    [Theory]
    [InlineData("var policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<Exception>(), 3); await policy.ExecuteAsync(async () => { db.Entries.{|IDEM401:Add|}(new Entry()); await db.SaveChangesAsync(); });")]
    [InlineData("var policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<Exception>(), 3); var request = new HttpRequestMessage(HttpMethod.Post, \"orders\"); var id = message.AccountId; await policy.ExecuteAsync(() => Send(http)); static Task Send(HttpClient http) => http.PostAsync(\"x\", null);")]
    public Task Fix_WhereNothingTakesAKey_IsNotOffered(string statements) => EffectTest.VerifyNoFixAsync<IDEM401RetriedEffect, IDEM401RetriedEffectFix>(EffectTest.InHelper(statements, Services));
}
