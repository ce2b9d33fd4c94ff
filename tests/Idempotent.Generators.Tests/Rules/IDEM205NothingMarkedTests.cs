using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM205NothingMarkedTests
{
    [Fact]
    public Task Method_WithoutAMarkedParameter_Triggers() => RuleTest.VerifyAsync<IDEM205NothingMarked>("""
        public interface IPayments
        {
            [Idempotent] Task {|IDEM205:ChargeAsync|}(string orderId, decimal amount, CancellationToken ct);
        }
        """);

    [Fact]
    public Task Method_OfAnAnnotatedType_Triggers() => RuleTest.VerifyAsync<IDEM205NothingMarked>("""
        [Idempotent]
        public interface IPayments
        {
            Task {|IDEM205:ChargeAsync|}(string orderId);
            [NaturallyIdempotent("reads")] Task FindAsync(string orderId);
        }
        """);

    [Fact]
    public Task Method_OfAnExtensionBlock_Triggers() => RuleTest.VerifyAsync<IDEM205NothingMarked>("""
        public static class Payments
        {
            extension(string orderId)
            {
                [Idempotent] public Task {|IDEM205:ChargeAsync|}(decimal amount) => Task.CompletedTask;
            }
        }
        """);

    [Theory]
    [InlineData("[Idempotent] Task ChargeAsync([IdempotencyKey] string orderId, decimal amount);")]
    [InlineData("[Idempotent(Key = IdempotencyKeySource.AllParameters)] Task ChargeAsync(string orderId, decimal amount);")]
    [InlineData("[Idempotent] Task ChargeAsync(CancellationToken ct);")]
    [InlineData("Task ChargeAsync(string orderId, decimal amount);")]
    public Task Method_WithAKey_DoesNotTrigger(string member) => RuleTest.VerifyAsync<IDEM205NothingMarked>($$"""
        public interface IPayments
        {
            {{member}}
        }
        """);

    [Fact]
    public Task Method_WithAMarkedMember_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM205NothingMarked>("""
        public sealed record Order([property: IdempotencyKey] string Id, decimal Amount);
        public sealed class Request { public Order Order { get; set; } = null!; }
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync(Request request);
        }
        """);

    [Fact]
    public Task Method_WhoseTypeHasAMarkedProperty_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM205NothingMarked>("""
        public interface IPayments
        {
            [IdempotencyKey] string Account { get; }
            [Idempotent] Task ChargeAsync(decimal amount);
        }
        """);

    [Fact]
    public Task Class_ThatRepeatsTheInterface_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM205NothingMarked>("""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id);
        }
        public sealed class Payments : IPayments
        {
            [Idempotent(Name = "fast")] public Task ChargeAsync(string id) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Fix_WhereOneIsNamedId_MarksIt() => RuleTest.VerifyFixAsync<IDEM205NothingMarked, IDEM205NothingMarkedFix>("""
        public interface IPayments
        {
            [Idempotent]
            Task {|IDEM205:ChargeAsync|}(
                decimal amount,
                string orderId, // the order
                CancellationToken ct);
        }
        """, """
        public interface IPayments
        {
            [Idempotent]
            Task ChargeAsync(
                decimal amount,
                [IdempotencyKey] string orderId, // the order
                CancellationToken ct);
        }
        """);

    [Fact]
    public Task Fix_WhereNoneIsNamedId_OffersEach() => RuleTest.VerifyFixAsync<IDEM205NothingMarked, IDEM205NothingMarkedFix>("""
        public interface IPayments
        {
            [Idempotent] Task {|IDEM205:ChargeAsync|}(decimal amount, string order, [IdempotencyIgnore] string note);
        }
        """, """
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync(decimal amount, [IdempotencyKey] string order, [IdempotencyIgnore] string note);
        }
        """, equivalenceKey: "order");

    [Fact]
    public Task Fix_OfSeveral_FixAll() => RuleTest.VerifyFixAsync<IDEM205NothingMarked, IDEM205NothingMarkedFix>("""
        public interface IPayments
        {
            [Idempotent] Task {|IDEM205:ChargeAsync|}(string requestKey, decimal amount);
            [Idempotent] Task {|IDEM205:RefundAsync|}(decimal amount, Guid ID);
            [Idempotent] Task {|IDEM205:HoldAsync|}(string paid, string order_id);
        }
        """, """
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string requestKey, decimal amount);
            [Idempotent] Task RefundAsync(decimal amount, [IdempotencyKey] Guid ID);
            [Idempotent] Task HoldAsync(string paid, [IdempotencyKey] string order_id);
        }
        """);
}
