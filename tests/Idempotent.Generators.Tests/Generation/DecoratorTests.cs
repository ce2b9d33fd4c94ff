namespace Idempotent.Generators.Tests.Generation;

public sealed class DecoratorTests
{
    [Fact]
    public void Interface_WithOneAnnotatedMethod_GetsADecoratorThatRunsIt()
    {
        var generated = Generated.From("""
            namespace Shop;
            public sealed record Receipt(string Id);
            public interface IPaymentService
            {
                [Idempotent(Name = "payments.charge", ExpiresAfter = "24h", Lease = "30s")]
                Task<Receipt> ChargeAsync([IdempotencyKey] string orderId, decimal amount, CancellationToken ct = default);
                string? Describe(int id = 5);
            }
            """).RequireClean();

        Console.WriteLine(string.Join("\n=====\n", generated.Files.Select(f => f.Key + "\n" + f.Value)));
    }
}
