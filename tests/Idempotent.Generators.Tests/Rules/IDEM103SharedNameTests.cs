using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM103SharedNameTests
{
    [Fact]
    public Task Overload_WithoutAName_Triggers() => RuleTest.VerifyAsync<IDEM103SharedName>("""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id);
            [Idempotent] Task {|IDEM103:ChargeAsync|}([IdempotencyKey] string id, int x);
            [Idempotent] Task {|IDEM103:ChargeAsync|}<T>([IdempotencyKey] string id);
        }
        """);

    [Fact]
    public Task Overload_OfAnAnnotatedType_Triggers() => RuleTest.VerifyAsync<IDEM103SharedName>("""
        [Idempotent(Name = "payments")]
        public interface IPayments
        {
            Task ChargeAsync([IdempotencyKey] string id);
            Task {|IDEM103:ChargeAsync|}([IdempotencyKey] string id, int x);
        }
        """);

    [Fact]
    public Task Operations_OfTwoTypesWithTheSameName_Triggers() => RuleTest.VerifyAsync<IDEM103SharedName>("""
        public interface IPayments
        {
            [Idempotent(Name = "charge")] Task ChargeAsync([IdempotencyKey] string id);
        }
        public interface IRefunds
        {
            [Idempotent(Name = "charge")] Task {|IDEM103:RefundAsync|}([IdempotencyKey] string id);
        }
        """);

    [Fact]
    public Task Operation_WithTheNameOfAnInheritedOne_Triggers() => RuleTest.VerifyAsync<IDEM103SharedName>("""
        public interface IPayments
        {
            [Idempotent(Name = "charge")] Task ChargeAsync([IdempotencyKey] string id);
        }
        public interface ICards : IPayments
        {
            [Idempotent(Name = "charge")] Task {|IDEM103:ChargeCardAsync|}([IdempotencyKey] string id);
        }
        """);

    [Fact]
    public Task Operations_WhoseTypeArgumentsDiffer_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM103SharedName>("""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id);
        }
        public interface IPayments<T>
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id);
        }
        """);

    [Fact]
    public Task Overloads_WithNamesOfTheirOwn_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM103SharedName>("""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id);
            [Idempotent(Name = "charge-in-currency")] Task ChargeAsync([IdempotencyKey] string id, string currency);
            Task ChargeAsync([IdempotencyKey] int id);
            [Idempotent] Task RefundAsync([IdempotencyKey] string id);
        }
        """);

    [Fact]
    public Task Implementation_OfAnAnnotatedMember_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM103SharedName>("""
        public interface IPayments
        {
            [Idempotent(Name = "charge")] Task ChargeAsync([IdempotencyKey] string id);
        }
        public sealed class Payments : IPayments
        {
            [Idempotent(Name = "charge")] public Task ChargeAsync([IdempotencyKey] string id) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Fix_OfAnOverloadOfAnAnnotatedType_RepeatsWhatTheTypeSays() => RuleTest.VerifyFixAsync<IDEM103SharedName, IDEM103SharedNameFix>("""
        [Idempotent(Name = "payments", Lease = "5s")] // five
        public interface IPayments
        {
            Task ChargeAsync([IdempotencyKey] string id);

            /// <summary>In a currency.</summary>
            Task {|IDEM103:ChargeAsync|}([IdempotencyKey] string id, string currency);
        }
        """, """
        [Idempotent(Name = "payments", Lease = "5s")] // five
        public interface IPayments
        {
            Task ChargeAsync([IdempotencyKey] string id);

            /// <summary>In a currency.</summary>
            [Idempotent(Name = "payments.ChargeAsync-2", Lease = "5s")]
            Task ChargeAsync([IdempotencyKey] string id, string currency);
        }
        """);

    [Fact]
    public Task Fix_OfAnOverload_WritesAName() => RuleTest.VerifyFixAsync<IDEM103SharedName, IDEM103SharedNameFix>("""
        namespace Shop;

        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id);

            // In a currency.
            [Idempotent(Lease = "5s")] // five
            Task {|IDEM103:ChargeAsync|}([IdempotencyKey] string id, string currency);
        }
        """, """
        namespace Shop;

        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id);

            // In a currency.
            [Idempotent(Lease = "5s", Name = "Shop.IPayments.ChargeAsync-2")] // five
            Task ChargeAsync([IdempotencyKey] string id, string currency);
        }
        """);

    [Fact]
    public Task Fix_OfSeveral_FixAll() => RuleTest.VerifyFixAsync<IDEM103SharedName, IDEM103SharedNameFix>("""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id);
            [Idempotent(Name = "IPayments.ChargeAsync-2")] Task ChargeAsync([IdempotencyKey] int id);
            [Idempotent] Task {|IDEM103:ChargeAsync|}([IdempotencyKey] long id);
            [Idempotent()] Task {|IDEM103:ChargeAsync|}([IdempotencyKey] Guid id);
        }
        """, """
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id);
            [Idempotent(Name = "IPayments.ChargeAsync-2")] Task ChargeAsync([IdempotencyKey] int id);
            [Idempotent(Name = "IPayments.ChargeAsync-3")] Task ChargeAsync([IdempotencyKey] long id);
            [Idempotent(Name = "IPayments.ChargeAsync-4")] Task ChargeAsync([IdempotencyKey] Guid id);
        }
        """);
}
