namespace Idempotent.Generators.Tests.Generation;

/// <summary>A project that turns every rule of the strictest analyzers on as an error stays clean.</summary>
public sealed class AnalyzerTests
{
    [Fact]
    public async Task GeneratedFiles_UnderEveryAnalyzer_AreClean()
    {
        var generated = Generated.From("""
            namespace Shop;
            public sealed record Receipt(string Id);
            public sealed class DeclinedException(string message) : Exception(message);
            public interface IPayments : IDisposable, IAsyncDisposable
            {
                [Idempotent(Lease = "5s", StoredExceptions = [typeof(DeclinedException)])] Task<Receipt> ChargeAsync([IdempotencyKey] string orderId, Receipt? old, IReadOnlyList<Receipt> others, CancellationToken ct = default);
                [Idempotent] ValueTask<T> GenericAsync<T>([IdempotencyKey] Guid id, [IdempotencyIgnore] T value);
                [Idempotent] void Sync([IdempotencyKey] string orderId);
                event EventHandler? Changed;
                int this[int i] { get; set; }
            }
            public interface IRepo<T> { [Idempotent] Task SaveAsync([IdempotencyKey] string id); }
            public sealed class Orders : IRepo<int> { [Idempotent(Name = "orders")] public Task SaveAsync(string id) => Task.CompletedTask; }
            public interface IRefused { [Idempotent] ref int Run([IdempotencyKey] string id); }
            """).RequireClean();

        await StrictAnalyzers.RequireCleanAsync(generated);
    }
}
