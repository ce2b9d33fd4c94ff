using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM304UnkeyedRequestTests
{
    private const string Services = "Stripe.ChargeService charges, HttpClient http, Braintree.IBraintreeGateway braintree";

    [Theory]
    [InlineData("await charges.{|IDEM304:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 1 });")]
    [InlineData("await charges.{|IDEM304:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 1 }, new Stripe.RequestOptions { ApiKey = \"x\" });")]
    [InlineData("var options = new Stripe.ChargeCreateOptions { Amount = 1 }; charges.{|IDEM304:Create|}(options);")]
    [InlineData("await braintree.Transaction.{|IDEM304:SaleAsync|}(new Braintree.TransactionRequest { Amount = 1 });")]
    [InlineData("await http.{|IDEM304:PostAsJsonAsync|}(\"orders\", message);")]
    [InlineData("await http.{|IDEM304:PostAsync|}(\"orders\", null);")]
    [InlineData("var request = new HttpRequestMessage(HttpMethod.Post, \"orders\"); await http.{|IDEM304:SendAsync|}(request);")]
    public Task Request_WithoutAKey_Triggers(string statements) => EffectTest.VerifyAsync<IDEM304UnkeyedRequest>(EffectTest.InConsumer(statements, Services));

    [Theory]
    [InlineData("await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }, new Stripe.RequestOptions { IdempotencyKey = message.MessageId.ToString() });")]
    [InlineData("var options = new Stripe.RequestOptions(); options.IdempotencyKey = message.MessageId.ToString(); await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }, options);")]
    [InlineData("await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }, Options(message)); static Stripe.RequestOptions Options(Deposited deposited) => new() { IdempotencyKey = deposited.MessageId.ToString() };")]
    [InlineData("await braintree.Transaction.SaleAsync(new Braintree.TransactionRequest { Amount = 1, OrderId = message.MessageId.ToString() });")]
    [InlineData("await http.PostAsJsonAsync(\"orders/search\", message);")]
    [InlineData("await http.PostAsJsonAsync(\"oauth/token\", message);")]
    [InlineData("await http.PutAsJsonAsync(\"orders/1\", message);")]
    [InlineData("await http.DeleteAsync(\"orders/1\"); await http.GetAsync(\"orders\");")]
    [InlineData("await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, \"orders\"));")]
    [InlineData("var request = new HttpRequestMessage(HttpMethod.Post, \"orders\"); request.Headers.Add(\"Idempotency-Key\", message.MessageId.ToString()); await http.SendAsync(request);")]
    public Task Request_WithAKeyOrWithoutEffect_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM304UnkeyedRequest>(EffectTest.InConsumer(statements, Services));

    [Fact]
    public Task Request_IsASuggestion_Triggers() => EffectTest.VerifyAsync<IDEM304UnkeyedRequest>(
        EffectTest.InConsumer("await http.{|#0:PostAsJsonAsync|}(\"orders\", message);", Services), expected: new DiagnosticResult("IDEM304", DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task Request_WhereNothingRunsItAgain_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM304UnkeyedRequest>(EffectTest.InHelper("await http.PostAsJsonAsync(\"orders\", message);", Services));

    [Fact]
    public Task Fix_OfSeveral_FixAll() => EffectTest.VerifyFixAsync<IDEM304UnkeyedRequest, IDEM304UnkeyedRequestFix>(EffectTest.InConsumer("""
        await charges.{|IDEM304:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 1 });
                await charges.{|IDEM304:CreateAsync|}(new Stripe.ChargeCreateOptions { Amount = 2 }, new Stripe.RequestOptions { ApiKey = "x" }, context.CancellationToken);
                await braintree.Transaction.{|IDEM304:SaleAsync|}(new Braintree.TransactionRequest
                {
                    Amount = 1, // net
                });
        """, Services), EffectTest.InConsumer("""
        await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 1 }, requestOptions: new Stripe.RequestOptions { IdempotencyKey = $"charges-{message.MessageId}" });
                await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 2 }, new Stripe.RequestOptions { ApiKey = "x", IdempotencyKey = $"charges-2-{message.MessageId}" }, context.CancellationToken);
                await braintree.Transaction.SaleAsync(new Braintree.TransactionRequest
                {
                    Amount = 1,
                    OrderId = $"transaction-{message.MessageId}", // net
                });
        """, Services));

    [Theory]
    [InlineData(
        "var answer = await http.{|IDEM304:PostAsJsonAsync|}(\"orders\", message, context.CancellationToken);",
        "var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, \"orders\") { Content = JsonContent.Create(message), Headers = { { \"Idempotency-Key\", $\"http-{message.MessageId}\" } } }, context.CancellationToken);")]
    [InlineData(
        "await http.{|IDEM304:PatchAsync|}(new Uri(\"orders\"), null);",
        "await http.SendAsync(new HttpRequestMessage(HttpMethod.Patch, new Uri(\"orders\")) { Headers = { { \"Idempotency-Key\", $\"http-{message.MessageId}\" } } });")]
    [InlineData(
        "var request = new HttpRequestMessage(HttpMethod.Post, \"orders\"); await http.{|IDEM304:SendAsync|}(request);",
        "var request = new HttpRequestMessage(HttpMethod.Post, \"orders\") { Headers = { { \"Idempotency-Key\", $\"http-{message.MessageId}\" } } }; await http.SendAsync(request);")]
    public Task Fix_OfARequest_AddsAHeader(string statements, string @fixed) =>
        EffectTest.VerifyFixAsync<IDEM304UnkeyedRequest, IDEM304UnkeyedRequestFix>(EffectTest.InConsumer(statements, Services), EffectTest.InConsumer(@fixed, Services));

    [Fact]
    public Task Request_BesideAPaymentWithAKey_Triggers() => EffectTest.VerifyAsync<IDEM304UnkeyedRequest>(EffectTest.InConsumer(
        "await charges.CreateAsync(new Stripe.ChargeCreateOptions(), new Stripe.RequestOptions { IdempotencyKey = message.MessageId.ToString() }); await http.{|IDEM304:PostAsJsonAsync|}(\"orders\", message);", Services));

    [Fact]
    public Task Fix_WhereNoIdIsInReach_IsNotOffered() => EffectTest.VerifyNoFixAsync<IDEM304UnkeyedRequest, IDEM304UnkeyedRequestFix>("""
        public record Paid(Guid OrderId);
        public class PaidConsumer(HttpClient http) : IConsumer<Paid>
        {
            public Task Consume(ConsumeContext<Paid> context)
            {
                var eventId = Guid.NewGuid();
                return http.{|IDEM304:PostAsJsonAsync|}("orders", context.Message);
            }
        }
        """);
}
