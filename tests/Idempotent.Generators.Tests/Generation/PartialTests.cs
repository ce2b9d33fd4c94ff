namespace Idempotent.Generators.Tests.Generation;

/// <summary>Partial methods whose bodies are generated: how they read, and what happens when they are called.</summary>
public sealed class PartialTests
{
    [Fact]
    public void Class_WithAnnotatedPartialMethods_ReadsLikeThis() => Verified.Equal(
        Generated.From("""
            namespace Shop;
            public sealed record Receipt(string Id);
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                [Idempotent(Name = "payments.charge", Lease = "30s")]
                public partial Task<Receipt> ChargeAsync([IdempotencyKey] string orderId, decimal amount, CancellationToken ct = default);
                private Task<Receipt> ChargeCoreAsync(string orderId, decimal amount, CancellationToken ct) => Task.FromResult(new Receipt(orderId));
                [Idempotent(WhenAbandoned = WhenAbandoned.Hold, Reconcile = nameof(FindAsync))]
                internal static partial void Notify([IdempotencyKey] Guid customer);
                private static void NotifyCore(Guid customer) { }
                private static Task<Reconciled<NoResult>> FindAsync(Guid customer) => Task.FromResult(Reconciled<NoResult>.Unknown);
            }
            """).RequireClean().Wrapper,
        "PartialPayments",
        "cs");
}
