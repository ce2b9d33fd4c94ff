using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM106NameFollowsMethodTests
{
    [Fact]
    public Task Method_WithoutAName_Triggers() => RuleTest.VerifyAsync<IDEM106NameFollowsMethod>("""
        public interface IPayments
        {
            [{|IDEM106:Idempotent(Lease = "5s")|}] Task ChargeAsync([IdempotencyKey] string id);
        }
        """);

    [Fact]
    public Task Type_WithoutAName_Triggers() => RuleTest.VerifyAsync<IDEM106NameFollowsMethod>("""
        [{|IDEM106:Idempotent|}]
        public interface IPayments
        {
            Task ChargeAsync([IdempotencyKey] string id);
        }
        """);

    [Fact]
    public Task Method_WithAName_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM106NameFollowsMethod>("""
        public interface IPayments
        {
            [Idempotent(Name = "payments.charge")] Task ChargeAsync([IdempotencyKey] string id);
        }

        [Idempotent(Name = "refunds")]
        public interface IRefunds
        {
            Task RefundAsync([IdempotencyKey] string id);
        }
        """);

    [Fact]
    public Task Overload_ThatSharesItsName_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM106NameFollowsMethod>("""
        public interface IPayments
        {
            [{|IDEM106:Idempotent|}] Task ChargeAsync([IdempotencyKey] string id);
            [Idempotent] Task ChargeAsync([IdempotencyKey] int id);
        }
        """);

    [Fact]
    public Task Class_ThatRepeatsTheInterface_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM106NameFollowsMethod>("""
        public interface IPayments
        {
            [Idempotent(Name = "charge")] Task ChargeAsync([IdempotencyKey] string id);
        }
        public sealed class Payments : IPayments
        {
            [Idempotent] public Task ChargeAsync(string id) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Fix_OfAMethod_WritesTheNameInUse() => RuleTest.VerifyFixAsync<IDEM106NameFollowsMethod, IDEM106NameFollowsMethodFix>("""
        namespace Shop.Front;

        public class Desk<T>
        {
            public interface IPayments
            {
                /* charges */ [{|IDEM106:Idempotent|}] // once
                Task @chargeAsync<U>([IdempotencyKey] string id);
            }
        }
        """, """
        namespace Shop.Front;

        public class Desk<T>
        {
            public interface IPayments
            {
                /* charges */ [Idempotent(Name = "Shop.Front.Desk.IPayments.chargeAsync")] // once
                Task @chargeAsync<U>([IdempotencyKey] string id);
            }
        }
        """);

    [Fact]
    public Task Fix_OfSeveral_FixAll() => RuleTest.VerifyFixAsync<IDEM106NameFollowsMethod, IDEM106NameFollowsMethodFix>("""
        namespace Shop;

        public interface IPayments
        {
            [{|IDEM106:Idempotent|}] Task ChargeAsync([IdempotencyKey] string id);
            [{|IDEM106:Idempotent(Lease = "5s")|}] Task RefundAsync([IdempotencyKey] string id);
        }

        [{|IDEM106:Idempotent|}]
        public interface IStock
        {
            Task ReserveAsync([IdempotencyKey] string id);
        }
        """, """
        namespace Shop;

        public interface IPayments
        {
            [Idempotent(Name = "Shop.IPayments.ChargeAsync")] Task ChargeAsync([IdempotencyKey] string id);
            [Idempotent(Lease = "5s", Name = "Shop.IPayments.RefundAsync")] Task RefundAsync([IdempotencyKey] string id);
        }

        [Idempotent(Name = "Shop.IStock")]
        public interface IStock
        {
            Task ReserveAsync([IdempotencyKey] string id);
        }
        """);
}
