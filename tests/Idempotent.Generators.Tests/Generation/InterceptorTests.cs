namespace Idempotent.Generators.Tests.Generation;

/// <summary>Calls of methods that nothing can stand in front of.</summary>
public sealed class InterceptorTests
{
    private const string Payments = """
        namespace Shop;
        public sealed class Payments
        {
            public int Runs;
            [Idempotent(Name = "payments.charge", ExpiresAfter = "24h")]
            public Task<int> ChargeAsync([IdempotencyKey] string orderId, decimal amount, CancellationToken ct = default) => Task.FromResult(++Runs);
        }
        public static class Checkout
        {
            public static async Task<int> PayAsync(Payments payments) => await payments.ChargeAsync("o-1", 1m) + await payments.ChargeAsync(amount: 1m, orderId: "o-1");
        }
        """;

    [Fact]
    public void Interceptor_OfTwoCalls_IsOne()
    {
        var generated = Generated.From(Payments).RequireClean();

        Verified.Equal(generated.Files["Shop.Payments.ChargeAsync(calls).g.cs"], "Payments.ChargeAsync", "cs");
    }
}
